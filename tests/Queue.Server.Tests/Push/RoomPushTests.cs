using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;
using Queue.WebPush;

namespace Queue.Server.Tests.Push;

/// <summary>Browsers that are told of a chat room's events while nobody looks at it.</summary>
public sealed class RoomPushTests
{
    private const string Published = """{"type":"build.done","data":{"title":"Build 7","body":"All green","tag":"build"}}""";

    [Fact]
    public async Task An_event_reaches_a_browser_in_the_publishers_words()
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http);
        var at = evening.Service.Local("201");
        await SubscribeAsync(room, at);

        await room.PostAsync(Published);

        var alert = await evening.ReceivedAsync(at, 1);
        Assert.Equal(("Build 7", "All green", "event"), ((string?)alert["title"], (string?)alert["body"], (string?)alert["kind"]));
        Assert.EndsWith($"/rooms/{room.Id}", (string?)alert["url"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"tick"}""", "Team", "tick")]
    [InlineData("""{"type":"tick","data":{"title":7,"body":["x"]}}""", "Team", "tick")]
    [InlineData("""{"type":"tick","data":{"title":" \u202e Stop ","body":"a\u0000b"}}""", "Stop", "ab")]
    [InlineData("""{"type":"tick","data":"words"}""", "Team", "tick")]
    public async Task Without_usable_words_it_says_the_rooms_name_and_the_type(string published, string title, string body)
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http);
        var at = evening.Service.Local("201");
        await SubscribeAsync(room, at);

        await room.PostAsync(published);

        var alert = await evening.ReceivedAsync(at, 1);
        Assert.Equal((title, body), ((string?)alert["title"], (string?)alert["body"]));
    }

    [Fact]
    public async Task Events_of_one_tag_replace_each_other_on_the_phone_and_others_stand_side_by_side()
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http);
        var at = evening.Service.Local("201");
        await SubscribeAsync(room, at);

        foreach (var body in new[] { Published, Published, """{"type":"a"}""", """{"type":"a"}""" })
        {
            await room.PostAsync(body);
        }

        await evening.ReceivedAsync(at, 4);
        var tags = evening.To(at).Select(push => (string?)PushEvening.Read(push)["tag"]).ToList();
        Assert.Equal(tags[0], tags[1]);
        Assert.Equal(3, tags.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Messages_of_people_alert_nobody()
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http);
        var at = evening.Service.Local("201");
        await SubscribeAsync(room, at);

        await room.SayAsync("hello");
        await room.PostAsync(Published);

        Assert.Equal("event", (string?)(await evening.ReceivedAsync(at, 1))["kind"]);
        Assert.Single(evening.To(at));
    }

    [Fact]
    public async Task Every_browser_that_asked_is_told_and_one_that_unsubscribed_is_not()
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http);
        var (stays, goes) = (evening.Service.Local("201"), evening.Service.Local("201"));
        await SubscribeAsync(room, stays);
        await SubscribeAsync(room, goes);
        var gone = await evening.Server.Http.PostAsync($"{room.Path}/push/unsubscribe", new JsonObject { ["endpoint"] = goes.Endpoint }.ToJsonString());
        Assert.Equal("ok", gone.Text);

        await room.PostAsync(Published);
        await room.PostAsync(Published);

        await evening.ReceivedAsync(stays, 2);
        Assert.Empty(evening.To(goes));
    }

    [Theory]
    [InlineData("token revoked")]
    [InlineData("key revoked")]
    [InlineData("public no more")]
    public async Task Who_may_not_read_any_more_is_told_no_more(string how)
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http, "\"publicRead\":true");
        var (reader, owner) = (evening.Service.Local("201"), evening.Service.Local("201"));
        var token = await room.IssueAsync("read");
        var second = await room.Owner.AnotherAsync();
        var credential = how switch
        {
            "token revoked" => (string)token.Json["token"]!,
            "key revoked" => second.Key,
            _ => null,
        };
        await SubscribeAsync(room, owner);
        Assert.Equal("ok", (await PostAsync(evening, room, reader, credential)).Text);

        var done = how switch
        {
            "token revoked" => await room.SendAsync(HttpMethod.Delete, $"/tokens/{token.Json["id"]}"),
            "key revoked" => await room.Owner.DeleteAsync($"/api/keys/{second.Prefix}"),
            _ => await room.SendAsync(HttpMethod.Patch, "", """{"publicRead":false}"""),
        };
        Assert.Equal(200, (int)done.Status);
        await room.PostAsync(Published);

        await evening.ReceivedAsync(owner, 1);
        await evening.CountedAsync("queue_push_deliveries_total{kind=\"event\",outcome=\"dropped\"}", 1);
        Assert.Empty(evening.To(reader));
    }

    [Fact]
    public async Task A_read_token_is_enough_to_subscribe_and_nothing_is_not()
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http);
        var at = evening.Service.Local("201");

        Expect.Problem(401, "unauthorized", "Missing API key", await PostAsync(evening, room, at, null));
        Expect.Problem(404, "room_not_found", "room not found", await PostAsync(evening, room, at, (await KeyClient.CreateAsync(evening.Server.Http)).Key));
        Assert.Equal("ok", (await PostAsync(evening, room, at, (await room.ShareAsync("read")).Credential)).Text);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"subscription":7}""")]
    [InlineData("""{"subscription":{"endpoint":"https://evil.example/x","keys":{"p256dh":"a","auth":"b"}}}""")]
    public async Task What_is_no_subscription_is_refused(string body)
    {
        await using var evening = await PushEvening.StartAsync();
        var room = await RoomClient.CreateAsync(evening.Server.Http);

        var answer = await room.SendAsync(HttpMethod.Post, "/push/subscribe", body);

        Expect.Problem(400, "invalid_field", "Invalid subscription payload", answer);
    }

    [Fact]
    public async Task A_room_has_so_many_subscriptions_at_most_and_the_same_browser_counts_once()
    {
        await using var evening = await PushEvening.StartAsync(settings: ["--Queue:Push:SubscriptionsPerRoom", "1"]);
        var room = await RoomClient.CreateAsync(evening.Server.Http);
        var at = evening.Service.Local("201");
        await SubscribeAsync(room, at);
        await SubscribeAsync(room, at);

        Expect.Problem(400, "invalid_field", "This room has too many subscriptions", await PostAsync(evening, room, evening.Service.Local("201"), room.Credential));
    }

    private static async Task SubscribeAsync(RoomClient room, PushSubscription at) =>
        Assert.Equal("ok", (await room.SendAsync(HttpMethod.Post, "/push/subscribe", Body(at))).Text);

    private static Task<Answer> PostAsync(PushEvening evening, RoomClient room, PushSubscription at, string? credential) =>
        evening.Server.Http.PostAsync($"{room.Path}/push/subscribe", Body(at), credential is null ? [] : [("Authorization", $"Bearer {credential}")]);

    private static string Body(PushSubscription at) => new JsonObject
    {
        ["subscription"] = new JsonObject
        {
            ["endpoint"] = at.Endpoint,
            ["keys"] = new JsonObject { ["p256dh"] = at.P256dh, ["auth"] = at.Auth },
        },
    }.ToJsonString();
}
