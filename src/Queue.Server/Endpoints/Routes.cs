using Queue.Core.Waitlist;
using Queue.Server.Endpoints.Analytics;
using Queue.Server.Endpoints.Chat;
using Queue.Server.Endpoints.Jobs;
using Queue.Server.Endpoints.Keys;
using Queue.Server.Endpoints.Operations;
using Queue.Server.Endpoints.Pages;
using Queue.Server.Endpoints.Push;
using Queue.Server.Endpoints.Venues;
using Queue.Server.Endpoints.Waitlist;
using Queue.Server.Http;
using Queue.Server.Snapshots;
using Queue.Server.Web;

namespace Queue.Server.Endpoints;

/// <summary>Every route on one line: the server's table of contents.</summary>
internal static class Routes
{
    private static readonly string[] GetOrHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapRoutes(this WebApplication app)
    {
        // A plain delegate: the poll pays for no parameter binding.
        RequestDelegate poll = app.Services.GetRequiredService<GetSnapshot>().HandleAsync;

        var queue = app.MapGroup("/api/queue").WithTags("Waitlist");
        queue.MapPost("/create", Waitlist.CreateWaitlist.HandleAsync).TakesJson<CreateRequest>().Gives<Waitlist.CreateWaitlist.Response>();
        queue.MapPost("/create/{action}", Waitlist.CreateWaitlist.HandleAsync).ExcludeFromDescription();
        queue.MapMethods("/{code}", GetOrHead, GetWaitlist.HandleAsync).Gives<WaitlistStatus>().Gives304();
        queue.MapMethods("/{code}/snapshot", GetOrHead, poll).WithMetadata(poll.Method).Gives<QueueUpdate>().Gives304();
        queue.MapMethods("/{code}/display", GetOrHead, GetDisplay.HandleAsync).Gives<DisplayView>().Gives304();
        queue.MapMethods("/{code}/recent", GetOrHead, GetRecent.HandleAsync).Gives<RecentParties>().Gives304();
        queue.MapMethods("/{code}/presence", GetOrHead, GetPresence.HandleAsync).Gives<GetPresence.Response>();
        queue.MapMethods("/{code}/suggest", GetOrHead, GetSuggestion.HandleAsync).Gives<Suggestion>();
        queue.MapMethods("/{code}/qr.svg", GetOrHead, GetQrCode.HandleAsync).GivesPicture().Gives304();
        queue.MapGet("/{code}/connect", ConnectWaitlist.HandleAsync).WithSummary("WebSocket");
        queue.MapPost("/{code}/join", JoinWaitlist.HandleAsync).TakesJson<JoinWaitlist.Request>().Gives<JoinWaitlist.Response>();
        queue.MapPost("/{code}/declare-nearby", Waitlist.DeclareNearby.HandleAsync).TakesJson<PartyCommand.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/leave", LeaveWaitlist.HandleAsync).TakesJson<PartyCommand.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/advance", AdvanceWaitlist.HandleAsync).TakesJson<AdvanceWaitlist.Request>().Gives<AdvanceWaitlist.Response>();
        queue.MapPost("/{code}/call", CallParty.HandleAsync).TakesJson<PartyCommand.RevisedRequest>().Gives<PartyReply>();
        queue.MapPost("/{code}/seat", SeatParty.HandleAsync).TakesJson<PartyCommand.RevisedRequest>().Gives<PartyReply>();
        queue.MapPost("/{code}/no-show", Waitlist.MarkNoShow.HandleAsync).TakesJson<PartyCommand.RevisedRequest>().Gives<PartyReply>();
        queue.MapPost("/{code}/restore", RestoreParty.HandleAsync).TakesJson<PartyCommand.RevisedRequest>().Gives<PartyReply>();
        queue.MapPost("/{code}/hold", HoldParty.HandleAsync).TakesJson<PartyCommand.RevisedRequest>().Gives<PartyReply>();
        queue.MapPost("/{code}/unhold", UnholdParty.HandleAsync).TakesJson<PartyCommand.RevisedRequest>().Gives<PartyReply>();
        queue.MapPost("/{code}/more-time", Waitlist.GiveMoreTime.HandleAsync).TakesJson<Waitlist.GiveMoreTime.Request>().Gives<PartyReply>();
        queue.MapPost("/{code}/add", AddParty.HandleAsync).TakesJson<AddParty.Request>().Gives<PartyReply>();
        queue.MapPost("/{code}/edit", Waitlist.EditParty.HandleAsync).TakesJson<Waitlist.EditParty.Request>().Gives<PartyReply>();
        queue.MapPost("/{code}/move", MoveParty.HandleAsync).TakesJson<MoveParty.Request>().Gives<PartyReply>();
        queue.MapPost("/{code}/decline", DeclineParty.HandleAsync).TakesJson<DeclineParty.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/snooze", SnoozeParty.HandleAsync).TakesJson<SnoozeParty.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/on-my-way", Waitlist.SayOnMyWay.HandleAsync).TakesJson<PartyCommand.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/still-here", Waitlist.SayStillHere.HandleAsync).TakesJson<PartyCommand.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/let-ahead", Waitlist.LetAhead.HandleAsync).TakesJson<Waitlist.LetAhead.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/undo", UndoAction.HandleAsync).TakesJson<UndoAction.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/pause", PauseWaitlist.HandleAsync).Gives<OkReply>();
        queue.MapPost("/{code}/resume", ResumeWaitlist.HandleAsync).Gives<OkReply>();
        queue.MapPost("/{code}/announce", AnnounceToWaitlist.HandleAsync).TakesJson<AnnounceToWaitlist.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/settings", Waitlist.ChangeSettings.HandleAsync).TakesJson<WaitlistOptions>().Gives<Waitlist.ChangeSettings.Response>();
        queue.MapPost("/{code}/kick", KickParty.HandleAsync).TakesJson<PartyCommand.Request>().Gives<OkReply>();
        queue.MapPost("/{code}/close", CloseWaitlist.HandleAsync).Gives<OkReply>();
        queue.MapPost("/{code}/pairing", StartPairing.HandleAsync).Gives<StartPairing.Response>();
        app.MapPost("/api/pair/renew", RenewDevice.HandleAsync).WithTags("Venues").Gives<RenewedDevice>();
        app.MapPost("/api/pair", PairDevice.HandleAsync).WithTags("Waitlist").TakesJson<PairDevice.Request>().Gives<PairDevice.Response>();
        app.MapGet("/queue/{code}", RedirectToWaitlist.Handle).WithTags("Waitlist");

        app.MapMethods("/api/push/vapid", GetOrHead, GetVapidKey.Handle).WithTags("Push").Gives<GetVapidKey.Response>();
        app.MapPost("/api/push/subscribe", SubscribePush.HandleAsync).WithTags("Push").TakesJson<SubscribePush.Request>();
        app.MapPost("/api/push/unsubscribe", UnsubscribePush.HandleAsync).WithTags("Push").TakesJson<UnsubscribePush.Request>();
        app.MapPost("/api/push/test", TestPush.HandleAsync).WithTags("Push").TakesJson<TestPush.Request>();
        app.MapPost("/api/push/receipt", ReceivePushReceipt.HandleAsync).WithTags("Push").TakesJson<ReceivePushReceipt.Request>();

        var keys = app.MapGroup("/api/keys").WithTags("Keys");
        keys.MapPost("", CreateKey.HandleAsync).Gives<NewKey>(StatusCodes.Status201Created);
        keys.MapMethods("", GetOrHead, ListKeys.HandleAsync).Gives<KeyList>();
        keys.MapPost("/{prefix}/rotate", RotateKey.HandleAsync).Gives<NewKey>(StatusCodes.Status201Created);
        keys.MapDelete("/{prefix}", RemoveKey.HandleAsync).Gives<KeyRemoved>();
        app.MapMethods("/api/queues", GetOrHead, ListQueues.HandleAsync).WithTags("Keys").Gives<ListQueues.Response>();
        app.MapMethods("/api/admin/keys", GetOrHead, AdminKeys.ListAsync).WithTags("Keys").Gives<KeyList>();
        app.MapDelete("/api/admin/keys/{prefix}", AdminKeys.RemoveAsync).WithTags("Keys").Gives<KeyRemoved>();

        var rooms = app.MapGroup("/api/rooms").WithTags("Rooms");
        rooms.MapPost("", CreateRoom.HandleAsync).TakesJson<CreateRoom.Request>().Gives<RoomReply>(StatusCodes.Status201Created);
        rooms.MapMethods("", GetOrHead, ListRooms.HandleAsync).Gives<IReadOnlyList<RoomReply>>();
        rooms.MapMethods("/{id}", GetOrHead, GetRoom.HandleAsync).Gives<RoomReply>();
        rooms.MapPatch("/{id}", ChangeRoom.HandleAsync).TakesJson<ChangeRoom.Request>().Gives<RoomReply>();
        rooms.MapDelete("/{id}", DeleteRoom.HandleAsync).Gives<OkReply>();
        rooms.MapPost("/{id}/tokens", IssueRoomToken.HandleAsync).TakesJson<IssueRoomToken.Request>().Gives<NewToken>(StatusCodes.Status201Created);
        rooms.MapDelete("/{id}/tokens/{tokenId}", RevokeRoomToken.HandleAsync).Gives<OkReply>();
        rooms.MapPost("/{id}/push/subscribe", SubscribeRoomPush.HandleAsync).TakesJson<SubscribeRoomPush.Request>();
        rooms.MapPost("/{id}/push/unsubscribe", UnsubscribeRoomPush.HandleAsync).TakesJson<UnsubscribeRoomPush.Request>();
        rooms.MapPost("/{id}/hooks", AddRoomHook.HandleAsync).Gives<NewHook>(StatusCodes.Status201Created);
        rooms.MapDelete("/{id}/hooks/{hookId}", RemoveRoomHook.HandleAsync).Gives<OkReply>();
        rooms.MapPost("/{id}/hooks/{hookId}", PostByHook.HandleAsync).TakesJson<PostByHook.Request>().Gives<ItemView.Event>(StatusCodes.Status201Created);
        rooms.MapPost("/{id}/messages", PostItem.HandleAsync).TakesJson<PostItem.Request>().Gives<ItemView.Message>(StatusCodes.Status201Created);
        rooms.MapMethods("/{id}/messages", GetOrHead, GetItems.HandleAsync).Gives<IReadOnlyList<ItemView.Message>>();
        rooms.MapGet("/{id}/ws", ConnectRoom.HandleAsync).WithSummary("WebSocket");
        rooms.MapMethods("/{id}/snapshot", GetOrHead, GetRoomSnapshot.HandleAsync).Gives<ChatView>().Gives304();

        var venues = app.MapGroup("/api/venues").WithTags("Venues");
        venues.MapPost("", Venues.CreateVenue.HandleAsync).TakesJson<Venues.CreateVenue.Request>().Gives<VenueReply>(StatusCodes.Status201Created);
        venues.MapMethods("", GetOrHead, ListVenues.HandleAsync).Gives<VenueList>();
        venues.MapMethods("/analytics", GetOrHead, CompareVenues.HandleAsync).Gives<VenueComparison>();
        venues.MapMethods("/{id}/analytics", GetOrHead, GetVenueAnalytics.HandleAsync).Gives<AnalyticsAnswer>();
        venues.MapMethods("/{id}", GetOrHead, GetVenue.HandleAsync).Gives<VenueReply>();
        venues.MapPatch("/{id}", Venues.ChangeVenue.HandleAsync).TakesJson<Venues.ChangeVenue.Request>().Gives<VenueReply>();
        venues.MapDelete("/{id}", DeleteVenue.HandleAsync).Gives<OkReply>();
        venues.MapPost("/{id}/pairing", OfferPairing.HandleAsync).TakesJson<OfferPairing.Request>().Gives<StartPairing.Response>();
        venues.MapMethods("/{id}/devices", GetOrHead, ListDevices.HandleAsync).Gives<DeviceList>();
        venues.MapDelete("/{id}/devices/{deviceId}", Venues.RemoveDevice.HandleAsync).Gives<OkReply>();
        venues.MapPut("/{id}/pin", Venues.SetPin.HandleAsync).TakesJson<Venues.SetPin.Request>().Gives<OkReply>();
        venues.MapPost("/{id}/unlock", UnlockDevice.HandleAsync).TakesJson<UnlockDevice.Request>().Gives<OkReply>();
        venues.MapMethods("/{id}/audit", GetOrHead, GetAudit.HandleAsync).Gives<AuditList>();

        var jobs = app.MapGroup("/api/jobs").WithTags("Jobs");
        jobs.MapPost("", StartJob.HandleAsync).TakesJson<StartJob.Request>().Gives<StartJob.Response>(StatusCodes.Status201Created);
        jobs.MapMethods("/{id}", GetOrHead, GetJob.HandleAsync).Gives<JobView>().Gives304();
        jobs.MapPost("/{id}/progress", ReportProgress.HandleAsync).TakesJson<ReportProgress.Request>().Gives<OkReply>();
        jobs.MapPost("/{id}/complete", CompleteJob.HandleAsync).TakesJson<CompleteJob.Request>().Gives<OkReply>();
        jobs.MapPost("/{id}/fail", FailJob.HandleAsync).TakesJson<FailJob.Request>().Gives<OkReply>();
        jobs.MapPost("/{id}/cancel", CancelJob.HandleAsync).Gives<OkReply>();
        app.MapMethods("/api/job-state/{id}", GetOrHead, GetJob.HandleAsync).WithTags("Jobs").Gives<JobView>().Gives304();
        app.MapGet("/ws/progress", ConnectJob.HandleAsync).WithTags("Jobs").WithSummary("WebSocket");

        app.MapPost("/api/track", Track.HandleAsync).WithTags("Analytics").TakesJson<Track.Request>();
        app.MapMethods("/api/admin/analytics", GetOrHead, GetAnalytics.HandleAsync).WithTags("Analytics").Gives<AnalyticsAnswer>();
        app.MapMethods("/api/admin/health", GetOrHead, GetHealth.HandleAsync).WithTags("Analytics").Gives<GetHealth.Response>();
        app.MapMethods("/api/admin/venues", GetOrHead, AdminVenues.ListAsync).WithTags("Analytics").Gives<AdminVenues.Response>();
        app.MapMethods("/api/admin/venues/analytics", GetOrHead, AdminVenues.CompareAsync).WithTags("Analytics").Gives<VenueComparison>();
        app.MapMethods("/api/admin/analytics.csv", GetOrHead, GetAnalyticsCsv.HandleAsync).WithTags("Analytics");

        app.MapMethods("/health", GetOrHead, Health.HandleAbout).WithTags("Operations");
        app.MapMethods("/health/live", GetOrHead, Health.HandleLive).WithTags("Operations");
        app.MapMethods("/health/ready", GetOrHead, Health.HandleReady).WithTags("Operations");
        app.MapMethods("/metrics", GetOrHead, GetMetrics.Handle).WithTags("Operations");
        app.MapOpenApi("/openapi/v1.json");

        var pages = app.MapGroup("").ExcludeFromDescription().AddEndpointFilter(PageLanguage.SwitchAsync);
        pages.MapMethods("/", GetOrHead, HomePage.HandleAsync);
        pages.MapMethods("/new", GetOrHead, NewPage.HandleAsync);
        pages.MapMethods("/host", GetOrHead, LivePage.HostsAsync);
        pages.MapMethods("/host/{code}", GetOrHead, LivePage.HostAsync);
        pages.MapMethods("/display/{code}", GetOrHead, LivePage.DisplayAsync);
        pages.MapMethods("/admin", GetOrHead, AdminPage.HandleAsync);
        pages.MapMethods("/venues", GetOrHead, VenuesPage.HandleAsync);
        pages.MapMethods("/privacy", GetOrHead, PrivacyPage.HandleAsync);
        pages.MapMethods("/poster/{code}", GetOrHead, PosterPage.HandleAsync);
        pages.MapMethods("/jobs/{id}", GetOrHead, JobPage.HandleAsync);
        pages.MapMethods("/rooms/{id}", GetOrHead, RoomPage.HandleAsync);
        pages.MapMethods("/v/{slug}", GetOrHead, VenuePage.HandleAsync);
        pages.MapGet("/q", FindPage.Handle);
        pages.MapMethods("/q/{code}", GetOrHead, GuestPage.HandleAsync);
        pages.MapPost("/q/{code}", JoinByForm.HandleAsync);
        pages.MapGet("/q/{code}/app.webmanifest", GetManifest.Handle);

        app.MapFiles();
    }

    /// <summary>The built files of the pages.</summary>
    public static void MapFiles(this WebApplication app)
    {
        var files = app.MapGroup("").ExcludeFromDescription();
        files.MapMethods("/assets/{file}", GetOrHead, GetWebFile.HandleAsync);
        files.MapMethods("/icons/{file}", GetOrHead, GetWebFile.HandleAsync);
        files.MapMethods("/favicon.svg", GetOrHead, GetWebFile.HandleAsync);
        files.MapMethods("/sw.js", GetOrHead, GetWebFile.HandleAsync);
    }

    private static IEndpointConventionBuilder Gives<T>(
        this IEndpointConventionBuilder route, int status = StatusCodes.Status200OK) => route.WithMetadata(
        new ProducesResponseTypeMetadata(status, typeof(T), ["application/json"]),
        new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(Problem), ["application/problem+json"]),
        new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(Problem), ["application/problem+json"]));

    private static IEndpointConventionBuilder GivesPicture(this IEndpointConventionBuilder route) => route.WithMetadata(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), ["image/svg+xml"]),
        new ProducesResponseTypeMetadata(StatusCodes.Status404NotFound, typeof(Problem), ["application/problem+json"]));

    private static IEndpointConventionBuilder Gives304(this IEndpointConventionBuilder route) => route.WithMetadata(
        new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified, typeof(void)));

    private static RouteHandlerBuilder TakesJson<T>(this RouteHandlerBuilder route) => route.WithMetadata(new JsonRequest(typeof(T)));
}
