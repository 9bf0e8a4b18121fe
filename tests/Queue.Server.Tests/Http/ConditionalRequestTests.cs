using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>RFC 9110 §13.1.2 as a table: method × form of the tag × view, byte by byte over a plain connection.</summary>
public sealed class ConditionalRequestTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Personal = "private, no-cache";
    private const string Public = "public, max-age=1, stale-while-revalidate=5";

    private static readonly string[] Views = ["host", "guest", "public", "status", "display", "trusted-display"];

    // TAG stands for the current one. A form is the lines of the header; there are none for "none".
    private static readonly (string Name, int Status, string[] Lines)[] Forms =
    [
        ("none", 200, []),
        ("match", 304, ["TAG"]),
        ("weak", 304, ["W/TAG"]),
        ("list", 304, ["\"a\", TAG"]),
        ("list without spaces", 304, ["\"a\",W/\"b\",W/TAG,\"c\""]),
        ("list with empty elements", 304, [", ,TAG,"]),
        ("several lines", 304, ["\"a\", \"b\"", "TAG"]),
        ("star", 304, ["*"]),
        ("quoted comma", 304, ["\"a,b\", TAG"]),
        ("empty tag in a list", 304, ["\"\", TAG"]),
        ("8 KB that end with it", 304, [$"{string.Join(", ", Enumerable.Range(0, 700).Select(i => $"\"{i:D8}\""))}, TAG"]),
        ("other", 200, ["\"other\""]),
        ("8 KB of others", 200, [string.Join(", ", Enumerable.Range(0, 700).Select(i => $"\"{i:D8}\""))]),
        ("no quotes", 200, ["BARE"]),
        ("no end", 200, ["\"BARE"]),
        ("inside another tag", 200, ["\"a,BARE\""]),
        ("lower case weak mark", 200, ["w/TAG"]),
        ("quoted star", 200, ["\"*\""]),
        ("garbage", 200, ["\\\"><;=,,W/,\""]),
        ("empty", 200, [""]),
        ("garbage before it", 200, ["x TAG"]),
    ];

    public static TheoryData<string, string, string> Table()
    {
        var rows = from method in new[] { "GET", "HEAD" }
                   from form in Forms
                   from view in Views
                   select (method, form.Name, view);
        return [.. rows];
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_form_of_the_tag_is_answered_as_the_standard_says(string method, string form, string view)
    {
        var (path, credential) = await QueueAsync(view);
        var current = await RawConnection.AskAsync(shared.Server.Address, [$"GET {path}", .. credential]);
        var tag = current.Header("ETag") ?? "";
        var (_, status, lines) = Forms.Single(f => string.Equals(f.Name, form, StringComparison.Ordinal));

        var answer = await RawConnection.AskAsync(
            shared.Server.Address,
            [
                $"{method} {path}", "Origin: http://localhost:8081", .. credential,
                .. lines.Select(line => "If-None-Match: " + line.Replace("TAG", tag, StringComparison.Ordinal)
                    .Replace("BARE", tag.Trim('"'), StringComparison.Ordinal)),
            ]);

        var body = status == 304 || method is "HEAD" ? "" : current.Body;
        Assert.Equal((status, body), (answer.Status, answer.Body));
        Assert.Equal(HeadersOf(view, tag, current.Header("Queue-Version")), Relevant(answer));
        Assert.Equal(status == 304 ? null : "application/json", answer.Header("Content-Type"));
        Assert.Equal(status == 304 ? null : current.Header("Content-Length"), answer.Header("Content-Length"));
    }

    [Theory]
    [InlineData("If-Modified-Since: Fri, 06 Mar 2099 18:00:00 GMT")]
    [InlineData("Range: bytes=0-3")]
    [InlineData("If-Match: \"other\"")]
    public async Task Other_conditions_do_not_apply_to_a_read(string header)
    {
        var (path, credential) = await QueueAsync("host");

        var answer = await RawConnection.AskAsync(shared.Server.Address, [$"GET {path}", header, .. credential]);
        Assert.Equal((200, null), (answer.Status, answer.Header("Last-Modified")));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("guest")]
    [InlineData("public")]
    [InlineData("status")]
    [InlineData("display")]
    public async Task A_change_changes_the_tag(string view)
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var (path, credential) = PathOf(queue, ann, view);
        var before = await RawConnection.AskAsync(shared.Server.Address, [$"GET {path}", .. credential]);
        await queue.HostAsync("advance");

        var after = await RawConnection.AskAsync(
            shared.Server.Address, [$"GET {path}", $"If-None-Match: {before.Header("ETag")}", .. credential]);
        Assert.Equal(200, after.Status);
        Assert.NotEqual(before.Header("ETag"), after.Header("ETag"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_tag_is_strong_and_quoted()
    {
        var answer = await (await shared.CreateAsync()).HostSnapshotAsync();

        Assert.Matches("^\"[A-Za-z0-9_-]{16,}\"$", answer.ETag);
    }

    [Fact]
    public async Task No_two_views_and_no_two_rooms_share_a_tag()
    {
        var tags = new List<string?>();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            foreach (var view in Views)
            {
                var (path, credential) = await QueueAsync(view);
                tags.Add((await RawConnection.AskAsync(shared.Server.Address, [$"GET {path}", .. credential])).Header("ETag"));
            }
        }

        Assert.Distinct(tags, StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_version_in_the_header_belongs_to_the_body_also_when_the_body_is_older()
    {
        var queue = await shared.CreateAsync();
        var ann = await queue.JoinAsync("Ann");
        var before = await queue.GuestSnapshotAsync(ann);
        await queue.PartyAsync("declare-nearby", ann);

        var after = await queue.GuestSnapshotAsync(ann, ("If-None-Match", before.ETag!));
        Assert.Equal(304, (int)after.Status);
        Assert.Equal((await queue.HostSnapshotAsync()).Header("Queue-Version"), after.Header("Queue-Version"));
    }

    private static Dictionary<string, string?> HeadersOf(string view, string tag, string? version) => new(StringComparer.Ordinal)
    {
        ["ETag"] = tag,
        ["Cache-Control"] = view is "public" or "status" or "display" ? Public : Personal,
        ["Vary"] = "Origin, X-Host-Auth, Cookie, Prefer",
        ["Queue-Version"] = version,
        ["Access-Control-Allow-Origin"] = "http://localhost:8081",
        ["Access-Control-Allow-Credentials"] = "true",
        ["Access-Control-Expose-Headers"] = "etag, queue-version, retry-after, preference-applied",
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "no-referrer",
        ["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'",
        ["Last-Modified"] = null,
        ["Server"] = null,
        ["Set-Cookie"] = null,
    };

    private static Dictionary<string, string?> Relevant(RawAnswer answer) =>
        HeadersOf("", "", "").Keys.ToDictionary(name => name, answer.Header, StringComparer.Ordinal);

    private static (string Path, string[] Credential) PathOf(WaitlistClient queue, string party, string view)
    {
        string[] token = [$"x-host-auth: {queue.HostToken}"];
        return view switch
        {
            "host" => ($"{queue.Path}/snapshot", token),
            "guest" => ($"{queue.Path}/snapshot?partyId={party}", []),
            "public" => ($"{queue.Path}/snapshot", []),
            "status" => (queue.Path, []),
            "display" => ($"{queue.Path}/display", []),
            _ => ($"{queue.Path}/display", token),
        };
    }

    private async Task<(string Path, string[] Credential)> QueueAsync(string view)
    {
        var queue = await shared.CreateAsync();
        return PathOf(queue, await queue.JoinAsync("Ann"), view);
    }
}
