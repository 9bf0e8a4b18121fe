using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using QRCoder;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>The QR code that posters and screens show.</summary>
public sealed partial class QrCodeTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const int QuietZone = 4;

    [Fact]
    public async Task It_holds_the_address_at_which_guests_join_black_on_white_with_its_quiet_zone()
    {
        var created = await shared.Http.PostAsync("/api/queue/create", """{"eventName":"Trattoria","maxGuests":50}""");
        var (code, address) = ((string?)created.Json["code"], (string)created.Json["joinUrl"]!);

        var answer = await shared.Http.ReadAsync($"/api/queue/{code}/qr.svg");
        Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (answer.Status, answer.Header("Content-Type")));
        var black = BlackOf(answer.Text, out var size);
        Assert.Equal(MatrixOf(address), black);
        Assert.All(black, module => Assert.True(IsInside(module, size), $"{module} is in the quiet zone of {size}"));
        Assert.Contains("shape-rendering=\"crispEdges\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains($"<path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/>", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_configured_public_address_is_the_one_that_is_scanned()
    {
        await using var server = await TestServer.StartAsync("--Queue:PublicBaseUrl", "https://warteliste.example/haus/");
        var queue = await WaitlistClient.CreateAsync(server.Http);

        var answer = await server.Http.ReadAsync($"{queue.Path}/qr.svg");
        Assert.Equal(MatrixOf($"https://warteliste.example/haus/q/{queue.Code}"), BlackOf(answer.Text, out _));
    }

    [Fact]
    public async Task It_is_kept_for_a_minute_and_then_asked_for_by_its_tag()
    {
        var queue = await shared.CreateAsync();

        var answer = await shared.Http.ReadAsync($"{queue.Path}/qr.svg");
        Assert.Equal("public, max-age=60", answer.Header("Cache-Control"));
        var again = await shared.Http.ReadAsync($"{queue.Path}/qr.svg", ("If-None-Match", $"W/{answer.ETag}"));
        Assert.Equal((HttpStatusCode.NotModified, "", answer.ETag), (again.Status, again.Text, again.ETag));
        var head = await shared.Http.SendAsync(HttpMethod.Head, $"{queue.Path}/qr.svg", null);
        Assert.Equal((HttpStatusCode.OK, "", answer.ETag), (head.Status, head.Text, head.ETag));
    }

    [Fact]
    public async Task A_code_in_small_letters_gives_the_same_picture()
    {
        var queue = await shared.CreateAsync();

        Assert.Equal(
            (await shared.Http.ReadAsync($"{queue.Path}/qr.svg")).Text,
            (await shared.Http.ReadAsync($"/api/queue/{queue.Code.ToLowerInvariant()}/qr.svg")).Text);
    }

    [Theory]
    [InlineData("ZZZZZZ")]
    [InlineData("nonsense")]
    public async Task An_unknown_code_has_none(string code) =>
        Expect.Problem(404, "session_not_found", "Session not found", await shared.Http.ReadAsync($"/api/queue/{code}/qr.svg"));

    [Fact]
    public async Task An_address_that_no_code_can_hold_is_refused()
    {
        await using var server = await TestServer.StartAsync("--Queue:PublicBaseUrl", $"https://warteliste.example/{new string('a', 800)}");
        var queue = await WaitlistClient.CreateAsync(server.Http);

        var answer = await server.Http.ReadAsync($"{queue.Path}/qr.svg");
        Expect.Problem(400, "bad_request", "The address of this server is too long for a QR code", answer);
    }

    private static bool IsInside((int X, int Y) module, int size) =>
        module.X >= QuietZone && module.Y >= QuietZone && module.X < size - QuietZone && module.Y < size - QuietZone;

    // What the library itself says about this text at level M.
    private static HashSet<(int X, int Y)> MatrixOf(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return [.. from y in Enumerable.Range(0, code.ModuleMatrix.Count)
                   from x in Enumerable.Range(0, code.ModuleMatrix.Count)
                   where code.ModuleMatrix[y][x]
                   select (x, y)];
    }

    private static HashSet<(int X, int Y)> BlackOf(string svg, out int size)
    {
        size = Number(ViewBox().Match(svg).Groups["size"]);
        return [.. from run in Run().Matches(svg)
                   from i in Enumerable.Range(0, Number(run.Groups["length"]))
                   select (Number(run.Groups["x"]) + i, Number(run.Groups["y"]))];
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("viewBox=\"0 0 (?<size>\\d+) \\k<size>\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ViewBox();

    [GeneratedRegex("M(?<x>\\d+) (?<y>\\d+)h(?<length>\\d+)v1h-\\k<length>z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Run();
}
