using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Chat;

/// <summary>Signed posts by which a pipeline publishes to a room without a key and without a socket.</summary>
public sealed class RoomHookTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Body = """{"type":"build.done","data":{"ok":true}}""";

    private HttpClient Http => shared.Http;

    [Fact]
    public async Task F2_A_signed_post_is_published_to_whoever_follows_the_room()
    {
        var hook = await Hook.AddAsync(Http);

        var posted = await hook.PostAsync(Body);

        Expect.Body(
            $$"""
            {"type":"event","id":"{{posted.Json["id"]}}","room_id":"{{hook.Room.Id}}","seq":1,"event":"build.done","data":{"ok":true},
             "created_at":"{{posted.Json["created_at"]}}"}
            """,
            posted);
        Assert.Equal(HttpStatusCode.Created, posted.Status);
        Assert.Equal($"[{posted.Text}]", (await hook.Room.GetAsync("/messages")).Text);
    }

    [Fact]
    public async Task F2_A_post_that_was_overheard_and_is_sent_again_is_refused()
    {
        var hook = await Hook.AddAsync(Http);
        var (id, at) = ("msg_1", shared.Time.GetUtcNow());
        await hook.PostAsync(Body, id, at);

        Expect.Problem(409, "hook_replayed", "This signed post was taken before", await hook.PostAsync(Body, id, at));
        Assert.Equal([1], await hook.Room.SeqsAsync());
    }

    [Fact]
    public async Task F2_Of_ten_equal_posts_at_once_exactly_one_is_taken()
    {
        var hook = await Hook.AddAsync(Http);
        var at = shared.Time.GetUtcNow();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => hook.PostAsync(Body, "msg_1", at)));

        Assert.Equal(1, answers.Count(answer => answer.Status == HttpStatusCode.Created));
        Assert.Equal([1], await hook.Room.SeqsAsync());
    }

    [Fact]
    public async Task Who_had_no_answer_signs_anew_under_the_same_id_and_gets_the_answer_of_before()
    {
        var hook = await Hook.AddAsync(Http);
        var at = shared.Time.GetUtcNow();
        var first = await hook.PostAsync(Body, "msg_1", at);

        var again = await hook.PostAsync(Body, "msg_1", at.AddSeconds(2));

        Assert.Equal((HttpStatusCode.Created, first.Text), (again.Status, again.Text));
        Expect.Problem(
            422, "idempotency_key_reused", "This Idempotency-Key was already used for another request", await hook.PostAsync("""{"type":"other"}""", "msg_1", at.AddSeconds(3)));
        Assert.Equal([1], await hook.Room.SeqsAsync());
    }

    [Theory]
    [InlineData(-301)]
    [InlineData(301)]
    public async Task F2_A_post_of_another_time_is_refused(int seconds)
    {
        var hook = await Hook.AddAsync(Http);
        var now = DateTimeOffset.FromUnixTimeSeconds(shared.Time.GetUtcNow().ToUnixTimeSeconds());

        Expect.Problem(401, "stale_signature", "The post was signed more than five minutes from now", await hook.PostAsync(Body, "msg_1", now.AddSeconds(seconds)));
        Assert.Equal(HttpStatusCode.Created, (await hook.PostAsync(Body, "msg_1", now.AddSeconds(Math.Sign(seconds) * 290))).Status);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("id")]
    [InlineData("timestamp")]
    [InlineData("secret of another hook")]
    [InlineData("garbage")]
    [InlineData("other version")]
    public async Task F2_A_post_whose_signature_does_not_fit_is_refused(string wrong)
    {
        var hook = await Hook.AddAsync(Http);
        var other = await Hook.AddAsync(Http, hook.Room);
        var at = shared.Time.GetUtcNow();
        var (id, stamp, body) = ("msg_1", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), Body);
        var signature = wrong switch
        {
            "secret of another hook" => other.Sign(id, stamp, body),
            "garbage" => "v1,AAAA v1,nothing  v2",
            "other version" => "v1a" + hook.Sign(id, stamp, body)[2..],
            _ => hook.Sign(id, stamp, body),
        };
        (id, stamp, body) = (wrong == "id" ? "msg_2" : id, wrong == "timestamp" ? at.AddSeconds(1).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : stamp, wrong == "body" ? Body + " " : body);

        Expect.Problem(401, "invalid_signature", "The signature does not fit this post", await hook.SendAsync(body, id, stamp, signature));
        Assert.Empty(await hook.Room.SeqsAsync());
    }

    [Fact]
    public async Task Any_of_several_signatures_is_enough_while_a_secret_is_changed()
    {
        var hook = await Hook.AddAsync(Http);
        var stamp = shared.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        var answer = await hook.SendAsync(Body, "msg_1", stamp, "v1,AAAA v2,BBBB " + hook.Sign("msg_1", stamp, Body));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Theory]
    [InlineData(null, "1", "v1,a")]
    [InlineData("msg_1", null, "v1,a")]
    [InlineData("msg_1", "1", null)]
    [InlineData("msg_1", "-1", "v1,a")]
    [InlineData("msg_1", "NaN", "v1,a")]
    [InlineData("msg_1", "99999999999999999999", "v1,a")]
    [InlineData("msg_1", "253402300800", "v1,a")]
    [InlineData("with space", "1", "v1,a")]
    public async Task A_post_without_usable_headers_is_refused(string? id, string? stamp, string? signature)
    {
        var hook = await Hook.AddAsync(Http);

        var answer = await hook.SendAsync(Body, id, stamp, signature);
        Expect.Problem(401, "invalid_signature", "webhook-id, webhook-timestamp and webhook-signature are required", answer);
    }

    [Theory]
    [InlineData("{}", "invalid_field", "type is required")]
    [InlineData("""{"data":1}""", "invalid_field", "type is required")]
    [InlineData("""{"type":7}""", "invalid_field", "type must be a string")]
    [InlineData("no json", "invalid_body", "Invalid JSON")]
    public async Task A_signed_post_with_a_wrong_body_says_what_is_wrong(string body, string code, string text)
    {
        var hook = await Hook.AddAsync(Http);

        Expect.Problem(400, code, text, await hook.PostAsync(body));
    }

    [Fact]
    public async Task A_hook_that_was_removed_or_of_a_deleted_room_is_not_there()
    {
        var (removed, deleted) = (await Hook.AddAsync(Http), await Hook.AddAsync(Http));

        Assert.Equal(HttpStatusCode.OK, (await removed.Room.SendAsync(HttpMethod.Delete, $"/hooks/{removed.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await removed.Room.SendAsync(HttpMethod.Delete, $"/hooks/{removed.Id}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await deleted.Room.SendAsync(HttpMethod.Delete, "")).Status);

        Expect.Problem(404, "hook_not_found", "hook not found", await removed.PostAsync(Body));
        Expect.Problem(404, "hook_not_found", "hook not found", await deleted.PostAsync(Body));
        Expect.Problem(404, "hook_not_found", "hook not found", await Http.SendAsync(HttpMethod.Post, "/api/rooms/none/hooks/none", Body));
    }

    [Fact]
    public async Task Hooks_are_listed_with_the_room_and_a_repeated_request_makes_no_second_one()
    {
        var room = await RoomClient.CreateAsync(Http);
        var key = ("Idempotency-Key", "hook-of-the-build-pipeline");

        var first = await room.SendAsync(HttpMethod.Post, "/hooks", null, key);
        var again = await room.SendAsync(HttpMethod.Post, "/hooks", null, key);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal([(string)first.Json["id"]!], (await room.GetAsync()).Json["hooks"]!.AsArray().Select(id => (string)id!));
    }

    [Fact]
    public async Task A_room_has_so_many_hooks_at_most()
    {
        var room = await RoomClient.CreateAsync(Http);
        for (var i = 0; i < 20; i++)
        {
            await Hook.AddAsync(Http, room);
        }

        Expect.Problem(409, "too_many_hooks", "This room has too many hooks; remove some first", await room.SendAsync(HttpMethod.Post, "/hooks"));
    }

    /// <summary>A hook as the system that posts by it sees it.</summary>
    private sealed record Hook(HttpClient Http, RoomClient Room, string Id, string Url, byte[] Secret)
    {
        public static async Task<Hook> AddAsync(HttpClient http, RoomClient? room = null)
        {
            room ??= await RoomClient.CreateAsync(http);
            var made = await room.SendAsync(HttpMethod.Post, "/hooks");
            Assert.True((int)made.Status == 201, made.Text);
            var secret = (string)made.Json["secret"]!;
            Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
            return new Hook(http, room, (string)made.Json["id"]!, (string)made.Json["url"]!, Convert.FromBase64String(secret[6..]));
        }

        public Task<Answer> PostAsync(string body, string id = "msg_1", DateTimeOffset? at = null)
        {
            var stamp = (at ?? DateTimeOffset.Parse("2026-03-06T18:00:00Z", CultureInfo.InvariantCulture)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            return SendAsync(body, id, stamp, Sign(id, stamp, body));
        }

        public string Sign(string id, string stamp, string body) =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{id}.{stamp}.{body}")));

        public Task<Answer> SendAsync(string body, string? id, string? stamp, string? signature)
        {
            var headers = new[] { ("webhook-id", id), ("webhook-timestamp", stamp), ("webhook-signature", signature) };
            return Http.SendAsync(HttpMethod.Post, Url, body, [.. headers.Where(header => header.Item2 is not null).Select(header => (header.Item1, header.Item2!))]);
        }
    }
}
