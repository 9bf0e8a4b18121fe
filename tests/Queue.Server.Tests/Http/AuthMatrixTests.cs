using System.Net.Http.Headers;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>Every route with every credential: S5 and L7 as a table. What is not granted here is denied.</summary>
public sealed class AuthMatrixTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Own = "http://localhost:8081";

    // An outcome: what a request with a credential of this kind gets.
    private enum Kind
    {
        None,
        Wrong,
        Host,
        CookieWithoutOrigin,
    }

    private static readonly Dictionary<string, Kind> Credentials = new(StringComparer.Ordinal)
    {
        ["none"] = Kind.None,
        ["garbage"] = Kind.Wrong,
        ["token of another room"] = Kind.Wrong,
        ["expired token"] = Kind.Wrong,
        ["forged mac"] = Kind.Wrong,
        ["another role"] = Kind.Wrong,
        ["unknown key"] = Kind.Wrong,
        ["longer expiry, old mac"] = Kind.Wrong,
        ["empty header"] = Kind.Wrong,
        ["party of another room"] = Kind.None,
        ["party of this room"] = Kind.None,
        ["header"] = Kind.Host,
        ["bad header, good cookie"] = Kind.CookieWithoutOrigin,
        ["bad header, good cookie, origin"] = Kind.Host,
        ["bad cookie, good query"] = Kind.Host,
        ["cookie"] = Kind.CookieWithoutOrigin,
        ["cookie, origin"] = Kind.Host,
        ["good header, bad cookie"] = Kind.Host,
        ["query"] = Kind.Host,
        ["bad query"] = Kind.Wrong,
    };

    private static readonly string[] HostActions = ["advance", "call", "seat", "no-show", "restore", "kick", "close"];
    private static readonly string[] OpenActions = ["join", "declare-nearby", "leave"];

    public static TheoryData<string, string> Rows(bool host) =>
        [.. from action in host ? HostActions : OpenActions from credential in Credentials.Keys select (action, credential)];

    public static TheoryData<string> AllCredentials() => [.. Credentials.Keys];

    [Theory]
    [MemberData(nameof(Rows), true)]
    public async Task A_host_command_takes_a_host_token_and_nothing_else(string action, string credential)
    {
        var (queue, party) = await QueueAsync();
        var before = await queue.HostSnapshotAsync();

        var answer = await SendAsync(HttpMethod.Post, queue, party, action, credential);
        switch (Credentials[credential])
        {
            case Kind.Host:
                Assert.Equal(200, (int)answer.Status);
                return;
            case Kind.None:
                Expect.Problem(401, "unauthorized", "Host authentication required", answer);
                break;
            case Kind.Wrong:
                Expect.Problem(403, "invalid_host_token", "Invalid host authentication", answer);
                break;
            case Kind.CookieWithoutOrigin:
                Expect.Problem(403, "origin_not_allowed", "Origin not allowed", answer);
                break;
        }

        Assert.Equal(before.Text, (await queue.HostSnapshotAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(Rows), false)]
    public async Task A_party_command_needs_no_host(string action, string credential)
    {
        var (queue, party) = await QueueAsync();

        Assert.Equal(200, (int)(await SendAsync(HttpMethod.Post, queue, party, action, credential)).Status);
    }

    [Theory]
    [MemberData(nameof(AllCredentials))]
    public async Task The_snapshot_shows_what_the_credential_grants(string credential)
    {
        var (queue, party) = await QueueAsync();

        var answer = await SendAsync(HttpMethod.Get, queue, party, "snapshot", credential);
        switch (credential)
        {
            case "party of another room":
                Expect.Problem(404, "party_not_found", "Party not found", answer);
                break;
            case "party of this room":
                Assert.Equal("called", (string?)answer.Json["type"]);
                break;
            case "none":
                Assert.Equal((200, null), ((int)answer.Status, (string?)answer.Json["nowServing"]?["id"]));
                Assert.DoesNotContain("Ann", answer.Text, StringComparison.Ordinal);
                break;
            default:
                ExpectHostOrForbidden(credential, answer, () => Assert.Equal(party, (string?)answer.Json["nowServing"]?["id"]));
                break;
        }
    }

    [Theory]
    [MemberData(nameof(AllCredentials))]
    public async Task Who_has_ended_is_for_the_host_alone(string credential)
    {
        var (queue, party) = await QueueAsync();
        await queue.PartyAsync("seat", party);

        var answer = await SendAsync(HttpMethod.Get, queue, party, "recent", credential);
        if (Credentials[credential] == Kind.None)
        {
            Expect.Problem(401, "unauthorized", "Host authentication required", answer);
            return;
        }

        ExpectHostOrForbidden(credential, answer, () => Assert.Equal(party, (string?)answer.Json["recent"]?[0]?["id"]));
    }

    [Theory]
    [MemberData(nameof(AllCredentials))]
    public async Task The_lobby_screen_shows_initials_only_to_a_host(string credential)
    {
        var (queue, party) = await QueueAsync();

        var answer = await SendAsync(HttpMethod.Get, queue, party, "display", credential);
        if (Credentials[credential] == Kind.None)
        {
            Assert.Equal((200, null), ((int)answer.Status, (string?)answer.Json["nowCalled"]?[0]?["name"]));
            return;
        }

        ExpectHostOrForbidden(credential, answer, () => Assert.Equal("A.", (string?)answer.Json["nowCalled"]?[0]?["name"]));
    }

    [Theory]
    [MemberData(nameof(AllCredentials))]
    public async Task The_status_is_the_same_for_everybody(string credential)
    {
        var (queue, party) = await QueueAsync();

        var answer = await SendAsync(HttpMethod.Get, queue, party, "", credential);
        Assert.Equal((await shared.Http.ReadAsync(queue.Path)).Text, answer.Text);
    }

    [Theory]
    [MemberData(nameof(AllCredentials))]
    public async Task The_socket_opens_for_a_host_or_a_party_of_the_queue(string credential)
    {
        var (queue, party) = await QueueAsync();

        var answer = await SendAsync(HttpMethod.Get, queue, party, "connect", credential, socket: true);
        if (credential is "party of another room")
        {
            Expect.Problem(404, "party_not_found", "Party not found", answer);
        }
        else if (credential is "party of this room" || Credentials[credential] is Kind.Host or Kind.CookieWithoutOrigin)
        {
            Assert.Equal(101, (int)answer.Status);
        }
        else
        {
            Expect.Problem(401, "unauthorized", "Unauthorized", answer);
        }
    }

    private static void ExpectHostOrForbidden(string credential, Answer answer, Action expectHostView)
    {
        if (Credentials[credential] == Kind.Wrong)
        {
            Expect.Problem(403, "invalid_host_token", "Invalid host authentication", answer);
        }
        else
        {
            expectHostView();
        }
    }

    private async Task<(WaitlistClient Queue, string Party)> QueueAsync()
    {
        var queue = await shared.CreateAsync("\"displayNames\":\"initial\"");
        var party = await queue.JoinAsync("Ann");
        await queue.JoinAsync("Bo");
        await queue.HostAsync("advance");
        return (queue, party);
    }

    private async Task<Answer> SendAsync(
        HttpMethod method, WaitlistClient queue, string party, string action, string credential, bool socket = false)
    {
        // Ann is called already, so the one to call is Bo.
        var subject = action is "call" ? (string?)(await queue.HostSnapshotAsync()).Json["queue"]?[0]?["id"] : party;
        var (query, headers) = await CredentialAsync(queue, party, credential);
        using var request = new HttpRequestMessage(method, $"{queue.Path}{(action.Length == 0 ? "" : "/")}{action}{query}");
        request.Content = method != HttpMethod.Post ? null : new StringContent(action switch
        {
            "join" => "{}",
            "advance" or "close" => "",
            _ => $$"""{"partyId":"{{subject}}"}""",
        });
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (socket)
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
            request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        }

        var response = await shared.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = (int)response.StatusCode == 101 ? "" : await response.Content.ReadAsStringAsync();
        if (text.Length == 0)
        {
            response.Dispose();
        }

        return new Answer(response.StatusCode, response, text);
    }

    private async Task<(string Query, (string, string)[] Headers)> CredentialAsync(WaitlistClient queue, string party, string credential)
    {
        const string Header = "x-host-auth";
        var (good, later) = (queue.HostToken, shared.Time.GetUtcNow().AddDays(1));
        var cookie = ("Cookie", $"other=1; queue_host_auth={good}; more=2");
        string Forge(DateTimeOffset expiry, string role = "h", string? keyId = null, byte[]? key = null) =>
            TokenForge.Make(shared.Server.Folder, queue.SessionId, expiry, role, keyId, key);
        return credential switch
        {
            "none" => ("", []),
            "garbage" => ("", [(Header, "..... \u0001")]),
            "token of another room" => ("", [(Header, (await shared.CreateAsync()).HostToken)]),
            "expired token" => ("", [(Header, Forge(shared.Time.GetUtcNow()))]),
            "forged mac" => ("", [(Header, Forge(later, key: new byte[32]))]),
            "another role" => ("", [(Header, Forge(later, role: "w"))]),
            "unknown key" => ("", [(Header, Forge(later, keyId: "ffff0000", key: new byte[32]))]),
            "longer expiry, old mac" => ("", [(Header, WithExpiry(good, later.AddDays(365)))]),
            "empty header" => ("", [(Header, "")]),
            "party of another room" => ($"?partyId={await (await shared.CreateAsync()).JoinAsync()}", []),
            "party of this room" => ($"?partyId={party}", []),
            "header" => ("", [(Header, good)]),
            "bad header, good cookie" => ("", [(Header, "bad"), cookie]),
            "bad header, good cookie, origin" => ("", [(Header, "bad"), cookie, ("Origin", Own)]),
            "bad cookie, good query" => ($"?hostToken={good}", [("Cookie", "queue_host_auth=bad")]),
            "cookie" => ("", [cookie]),
            "cookie, origin" => ("", [cookie, ("Origin", Own)]),
            "good header, bad cookie" => ("", [(Header, good), ("Cookie", "queue_host_auth=bad")]),
            "query" => ($"?hostToken={good}", []),
            "bad query" => ("?hostToken=bad", []),
            _ => throw new ArgumentOutOfRangeException(nameof(credential)),
        };
    }

    private static string WithExpiry(string token, DateTimeOffset expiry)
    {
        var parts = token.Split('.');
        parts[3] = expiry.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        return string.Join('.', parts);
    }
}
