using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Venues;

public sealed class VenuePinTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task The_right_PIN_unlocks_and_no_other()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var host = await DeviceClient.PairAsync(server.Http, venue, "host");
        Expect.Ok("""{"ok":true}""", await SetAsync(server, venue, "\"0473\""));

        Expect.Ok("""{"ok":true}""", await host.UnlockAsync("0473"));
        foreach (var wrong in new[] { "0474", "473", "", "00473", "０４７３" })
        {
            Expect.Problem(403, "wrong_pin", "This PIN is wrong", await host.UnlockAsync(wrong));
        }

        Assert.True((bool)(await host.RenewAsync()).Json["hasPin"]!);
        await SetAsync(server, venue, "null");
        Expect.Ok("""{"ok":true}""", await host.UnlockAsync("9999"));
    }

    [Fact]
    public async Task A_manager_sets_a_new_PIN()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        var manager = await DeviceClient.PairAsync(server.Http, venue, "manager");
        Assert.Equal(200, (int)(await manager.VenueAsync(HttpMethod.Put, "/pin", """{"pin":"12345678"}""")).Status);
        Assert.Equal(200, (int)(await manager.UnlockAsync("12345678")).Status);
    }

    [Theory]
    [InlineData("\"123\"")]
    [InlineData("\"123456789\"")]
    [InlineData("\"12a4\"")]
    [InlineData("\"１２３４\"")]
    [InlineData("\"\"")]
    public async Task A_PIN_is_four_to_eight_digits(string pin)
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        Expect.FieldProblem("pin", "pin must be 4 to 8 digits", await SetAsync(server, venue, pin));
    }

    [Fact]
    public async Task After_five_attempts_in_a_minute_a_device_waits_also_with_a_new_token_and_with_the_right_PIN()
    {
        await using var server = await TestServer.StartAsync(time, "--Queue:Limits:Enabled", "true");
        var venue = await VenueClient.CreateAsync(server.Http);
        var (host, other) = (await DeviceClient.PairAsync(server.Http, venue, "host"), await DeviceClient.PairAsync(server.Http, venue, "host"));
        await SetAsync(server, venue, "\"1234\"");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("wrong_pin", (await host.UnlockAsync("0000")).Code);
        }

        time.Jump(TimeSpan.FromSeconds(1));
        host = host.With((string)(await host.RenewAsync()).Json["hostAuthToken"]!);
        var refused = await host.UnlockAsync("1234");
        Expect.Problem(429, "too_many_requests", "Too many requests; slow down", refused);
        Assert.Equal("11", refused.Header("Retry-After"));
        Assert.Equal(200, (int)(await other.UnlockAsync("1234")).Status);
        time.Jump(TimeSpan.FromSeconds(12));
        Assert.Equal(200, (int)(await host.UnlockAsync("1234")).Status);
    }

    [Fact]
    public async Task What_is_stored_is_not_the_PIN()
    {
        await using var server = await TestServer.StartAsync(time);
        var venue = await VenueClient.CreateAsync(server.Http);
        await SetAsync(server, venue, "\"83629174\"");
        await server.StopAsync();
        Assert.All(Directory.GetFiles(server.Folder, "*.db*"), file => Assert.DoesNotContain("83629174", ReadText(file), StringComparison.Ordinal));
    }

    private static string ReadText(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(stream, System.Text.Encoding.Latin1).ReadToEnd();
    }

    private static Task<Answer> SetAsync(TestServer server, VenueClient venue, string pin) => server.Http.SendAsync(
        HttpMethod.Put, $"{venue.Path}/pin", $$"""{"pin":{{pin}}}""", ("Authorization", $"Bearer {venue.Owner.Key}"));
}
