using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Queue.Core.Waitlist;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Rooms;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>
/// Joins by the form of the guest page. Without script it leads to the ticket; the script asks for JSON and stays on the page. Either
/// way the browser gets the cookie that makes this page its ticket, except on a shared screen.
/// </summary>
internal sealed class JoinByForm(WaitlistGate gate, RateLimits limits, BotCheck botCheck, GuestPage page, ErrorPage errors)
{
    private const int MaxFields = 8;
    private const int MaxKeyLength = 32;
    private const int MaxValueLength = 4096;

    public static Task HandleAsync(HttpContext context, string code, JoinByForm endpoint) => endpoint.HandleAsync(context, code);

    private async Task HandleAsync(HttpContext context, string code)
    {
        var (room, problem) = await gate.FindAsync(context, code);
        var form = room is null ? null : await ReadAsync(context);
        if (room is null || form is null)
        {
            await errors.WriteAsync(context, problem ?? Problem.InvalidBody("Invalid form"), code.ToUpperInvariant());
            return;
        }

        var (answer, refused) = await JoinAsync(context, room, form);
        var queue = ((WaitlistSnapshot)(answer?.Snapshot ?? room.Current)).Waitlist;
        if (answer?.Reply is PartyPlaced placed)
        {
            await RespondAsync(context, queue, form, answer, placed);
        }
        else
        {
            refused ??= Problem.InternalError;
            await (ErrorPage.WantsPage(context.Request) ? page.WriteFormAsync(context, queue, form, refused) : refused.WriteAsync(context));
        }
    }

    private async Task<(RoomAnswer? Answer, Problem? Problem)> JoinAsync(HttpContext context, IRoom room, FilledForm form)
    {
        string? name = form.Name;
        var whole = int.TryParse(form.Size, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0;
        var invalid = Fields.Displayed("name", ref name, Fields.MaxNameGraphemes, Fields.MaxNameLength)
            ?? (whole ? null : Problem.Field("size", "size must be a positive integer"));
        if (invalid is not null)
        {
            return (null, invalid);
        }

        var join = new Join(Fields.NewPartyId(), name, size, form.IsKiosk ? PartySource.Kiosk : PartySource.Guest);
        return await gate.AskAsync(
            context,
            room,
            join,
            FormKey.Of(form.Key),
            room => JoinWaitlist.AdmitAsync(context, form.BotCheckToken, room, limits, botCheck));
    }

    private static Task RespondAsync(HttpContext context, WaitlistState queue, FilledForm form, RoomAnswer answer, PartyPlaced placed)
    {
        if (!form.IsKiosk)
        {
            PartyCookie.Set(context, queue.Code, placed.Party);
        }

        if (!ErrorPage.WantsPage(context.Request))
        {
            return JoinWaitlist.RespondAsync(context, answer);
        }

        // See Other: a reload of what follows sends nothing again.
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Location = form.IsKiosk
            ? string.Create(CultureInfo.InvariantCulture, $"/q/{queue.Code}?kiosk&ticket={placed.Ticket}")
            : $"/q/{queue.Code}";
        return Task.CompletedTask;
    }

    private static async Task<FilledForm?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength > JsonBody.MaxBytes)
        {
            return null;
        }

        try
        {
            var reader = new FormPipeReader(context.Request.BodyReader)
            {
                ValueCountLimit = MaxFields,
                KeyLengthLimit = MaxKeyLength,
                ValueLengthLimit = MaxValueLength,
            };
            var fields = await reader.ReadFormAsync(context.RequestAborted);
            string Field(string name) => fields.GetValueOrDefault(name).ToString();
            return new FilledForm
            {
                Name = Field("name"),
                Size = Field("size").Trim(),
                Key = Field("key"),
                BotCheckToken = Field("turnstileToken"),
                IsKiosk = Field("kiosk") is not "",
            };
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
