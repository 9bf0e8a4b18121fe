using System.Text;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>Bodies that are no JSON object: refused with the contract's text, and nothing has changed.</summary>
public sealed class BadJsonTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly string[] Actions = ["join", "declare-nearby", "leave", "advance", "call", "seat", "no-show", "restore", "kick"];

    private static readonly Dictionary<string, byte[]> Malformed = new(StringComparer.Ordinal)
    {
        ["one brace"] = Utf8("{"),
        ["cut in a text"] = Utf8("{\"name\":\"An"),
        ["cut after a field"] = Utf8("{\"name\":\"Ann\""),
        ["a brace too many"] = Utf8("{\"name\":\"Ann\"}}"),
        ["two objects"] = Utf8("{} {}"),
        ["trailing text"] = Utf8("{}x"),
        ["a key twice"] = Utf8("{\"size\":1,\"size\":2}"),
        ["a key twice, escaped"] = Utf8("{\"name\":\"A\",\"na\\u006de\":\"B\"}"),
        ["a key twice, deeper"] = Utf8("{\"x\":{\"a\":1,\"a\":1}}"),
        ["an array"] = Utf8("[{\"name\":\"Ann\"}]"),
        ["a text"] = Utf8("\"Ann\""),
        ["a number"] = Utf8("1"),
        ["null"] = Utf8("null"),
        ["white space"] = Utf8(" \r\n "),
        ["17 levels"] = Utf8(Nested(17)),
        ["2000 levels"] = Utf8(Nested(2000)),
        ["5000 open arrays"] = Utf8("{\"a\":" + new string('[', 5000)),
        ["a comment"] = Utf8("{/**/}"),
        ["a trailing comma"] = Utf8("{\"size\":1,}"),
        ["single quotes"] = Utf8("{'size':1}"),
        ["no quotes"] = Utf8("{size:1}"),
        ["NaN"] = Utf8("{\"size\":NaN}"),
        ["a leading zero"] = Utf8("{\"size\":01}"),
        ["a raw line break"] = Utf8("{\"name\":\"A\nn\"}"),
        ["a NUL"] = Utf8("\0{}"),
        ["a byte order mark"] = [0xEF, 0xBB, 0xBF, .. "{}"u8],
        ["UTF-16"] = Encoding.Unicode.GetBytes("{\"name\":\"Ann\"}"),
        ["a form"] = Utf8("name=Ann&size=2"),
        ["XML"] = Utf8("<party name='Ann'/>"),
        ["gzip"] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0],
        ["a bad escape"] = Utf8("{\"name\":\"\\x41\"}"),
    };

    private static readonly Dictionary<string, byte[]> Strange = new(StringComparer.Ordinal)
    {
        ["half a pair as a key"] = Utf8("{\"\\ud800\":1}"),
        ["half a pair as a key, twice"] = Utf8("{\"\\ud800\":1,\"\\udc00\":2}"),
        ["half a pair as an escaped known key"] = Utf8("{\"n\\u0061me\\udfff\":1}"),
        ["broken UTF-8 as a key"] = [.. "{\""u8, 0xFF, 0xFE, .. "\":1}"u8],
        ["broken UTF-8 as an id"] = [.. "{\"partyId\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        ["broken UTF-8 as a name"] = [.. "{\"name\":\""u8, 0xF0, 0x9F, .. "\"}"u8],
        ["half a pair as an id"] = Utf8("{\"partyId\":\"\\ud800\",\"servedParty\":\"\\ud800\"}"),
        ["half a pair deep down"] = Utf8("{\"tables\":[{\"\\ud800\":1}],\"eventName\":\"E\",\"maxGuests\":1}"),
        ["a key of 15 KB"] = Utf8($"{{\"{new string('k', 15_000)}\":1}}"),
        ["3000 keys"] = Utf8("{" + string.Join(',', Enumerable.Range(0, 3000).Select(i => $"\"{i}\":0")) + "}"),
        ["16 levels"] = Utf8(Nested(16)),
        ["a huge number"] = Utf8("{\"size\":1e400,\"maxGuests\":-1e400,\"rev\":1e400}"),
        ["a number of 15 KB"] = Utf8($"{{\"size\":{new string('9', 15_000)}}}"),
    };

    public static TheoryData<string, string> MalformedRows() => [.. from body in Malformed.Keys from action in Actions select (body, action)];

    public static TheoryData<string> MalformedNames() => [.. Malformed.Keys];

    public static TheoryData<string> StrangeNames() => [.. Strange.Keys];

    [Theory]
    [MemberData(nameof(MalformedRows))]
    public async Task A_body_that_is_no_JSON_object_is_refused_and_changes_nothing(string body, string action)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        var before = await queue.HostSnapshotAsync();

        var answer = await shared.Http.PostBytesAsync($"{queue.Path}/{action}", Malformed[body], ("x-host-auth", queue.HostToken));
        Expect.Problem(400, "invalid_body", "Invalid JSON body", answer);
        Assert.Equal(before.ETag, (await queue.HostSnapshotAsync()).ETag);
    }

    [Theory]
    [MemberData(nameof(MalformedNames))]
    public async Task A_create_that_is_no_JSON_object_is_refused(string body) => Expect.Problem(
        400, "invalid_body", "Invalid request body", await shared.Http.PostBytesAsync("/api/queue/create", Malformed[body]));

    [Fact]
    public async Task An_empty_body_is_no_JSON_object_where_one_is_needed()
    {
        var queue = await shared.CreateAsync();
        foreach (var action in Actions.Where(action => action is not "advance"))
        {
            Expect.Problem(400, "invalid_body", "Invalid JSON body", await queue.HostAsync(action));
        }

        Expect.Problem(400, "invalid_body", "Invalid request body", await shared.Http.PostAsync("/api/queue/create", ""));
    }

    [Theory]
    [MemberData(nameof(StrangeNames))]
    public async Task A_strange_body_is_the_callers_fault_and_never_ours(string body)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");

        foreach (var path in Actions.Append("close").Select(action => $"{queue.Path}/{action}").Prepend("/api/queue/create"))
        {
            var answer = await shared.Http.PostBytesAsync(path, Strange[body], ("x-host-auth", queue.HostToken));
            Assert.True((int)answer.Status < 500, $"{path}: {answer.Text}");
            Assert.True((int)answer.Status == 200 || answer is { Error: not null, Code: not null }, $"{path}: {answer.Text}");
        }
    }

    [Fact]
    public async Task The_largest_body_is_16_KiB()
    {
        var queue = await shared.CreateAsync();
        byte[] BodyOf(int length) => Utf8("{\"x\":\"" + new string('x', length - 8) + "\"}");

        Assert.Equal(200, (int)(await shared.Http.PostBytesAsync($"{queue.Path}/join", BodyOf(16 * 1024))).Status);
        foreach (var length in new[] { (16 * 1024) + 1, 127 * 1024, 129 * 1024 })
        {
            Expect.Problem(
                413, "body_too_large", "The body is larger than 16 KiB",
                await shared.Http.PostBytesAsync($"{queue.Path}/join", BodyOf(length)));
        }
    }

    [Theory]
    [InlineData("/api/queue/create", false)]
    [InlineData("/api/queue/create", true)]
    [InlineData("join", false)]
    [InlineData("join", true)]
    [InlineData("close", true)]
    public async Task Ten_megabytes_are_refused_before_they_are_read(string path, bool chunked)
    {
        var queue = await shared.CreateAsync();
        await queue.JoinAsync("Ann");
        var before = await queue.HostSnapshotAsync();
        path = path[0] == '/' ? path : $"{queue.Path}/{path}";

        // A client that does not look for an answer before it has sent everything: it must still get one.
        using var connection = await RawConnection.OpenAsync(shared.Server.Address);
        await connection.SendAsync(
            $"POST {path} HTTP/1.1\r\nHost: a\r\nx-host-auth: {queue.HostToken}\r\n"
            + (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: 10485760\r\n\r\n"));
        var answering = connection.ReadAnswerAsync();
        var part = (chunked ? "10000\r\n" : "") + new string('[', 65536) + (chunked ? "\r\n" : "");
        for (var sent = 0; sent < 160 && !answering.IsCompleted; sent++)
        {
            try
            {
                await connection.SendAsync(part);
            }
            catch (IOException)
            {
                break;
            }
        }

        var answer = await answering;
        Assert.Equal(413, answer.Status);
        Assert.Contains("\"code\":\"body_too_large\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(before.ETag, (await queue.HostSnapshotAsync()).ETag);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Nested(int levels) =>
        string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{}" + new string('}', levels - 1);
}
