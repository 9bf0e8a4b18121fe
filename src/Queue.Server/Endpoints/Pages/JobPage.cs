using Queue.Server.Endpoints.Jobs;
using Queue.Server.Http;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// Where people watch a job. One that is open to all is drawn as it is now; of any other, and of none, the same empty page comes, so that
/// nobody learns here whether it exists. Whoever has its token shows it to the script alone, in the fragment, and the script asks the API.
/// </summary>
internal sealed class JobPage(JobGate gate, PageWriter pages, ErrorPage errors)
{
    public static Task HandleAsync(HttpContext context, string id, JobPage page) => page.HandleAsync(context, id);

    private async Task HandleAsync(HttpContext context, string id)
    {
        var (access, problem) = JobIds.IsValid(id) ? await gate.FindPublicAsync(context, id, reads: true) : (null, Problem.NotFound);
        if (problem is not null && problem != Problem.MissingApiKey)
        {
            await errors.WriteAsync(context, problem);
            return;
        }

        var words = PageLanguage.Of(context.Request);
        var job = (access?.Room.Current as JobSnapshot)?.Job;
        await pages.WriteAsync(context, new Page
        {
            Name = "job",
            Words = words,
            Title = job is null ? words.Say("view.hidden") : $"{JobHtml.Percent(words, job)} · {job.Work}",
            Head = Html.If(job is { IsOver: false }, ViewerHtml.Refresh),
            Body = Html.Of(
                $"""
                <main class="page"><div id="app" data-id="{id}"{Html.If(job is not null, Html.Of($" data-open"))}>{(job is null ? ViewerHtml.Hidden(words) : JobHtml.Write(words, job))}</div></main>
                """),
        });
    }
}
