using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Queue.Core.Jobs;
using Queue.Server.Http;

namespace Queue.Server.Snapshots;

/// <summary>A job's one view, rendered when it is first read. Who may read it at all was decided before.</summary>
internal sealed class JobSnapshot(JobState state, int epoch) : RoomSnapshot(state, epoch)
{
    private static readonly StringValues Credentials = "Authorization, Prefer";

    private RenderedView? view;

    public JobState Job => state;

    public override StringValues Vary => Credentials;

    public override Problem Missing => Problem.JobNotFound;

    public override RenderedView View(Audience audience) => view ??= new RenderedView(
        state.Id, "job", JsonSerializer.SerializeToUtf8Bytes(JobView.Of(state), JobJson.Wire.JobView));
}
