using Microsoft.Extensions.Options;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Configuration;

/// <summary>A wrong setting stops the server at start, with a line that names the setting.</summary>
public sealed class OptionsValidationTests
{
    [Theory]
    [InlineData("Queue:DataDirectory", "", "DataDirectory")]
    [InlineData("Queue:PublicBaseUrl", "queue.example", "Queue:PublicBaseUrl")]
    [InlineData("Queue:PublicBaseUrl", "ftp://queue.example", "Queue:PublicBaseUrl")]
    [InlineData("Queue:PublicBaseUrl", "https://queue.example?x=1", "Queue:PublicBaseUrl")]
    [InlineData("Queue:AppBaseUrl", "/relative", "Queue:AppBaseUrl")]
    [InlineData("Queue:AppBaseUrl", "javascript:alert(1)", "Queue:AppBaseUrl")]
    [InlineData("Queue:AppBaseUrl", "https://app.example/#top", "Queue:AppBaseUrl")]
    [InlineData("Queue:AllowedOrigins:0", "*", "Queue:AllowedOrigins")]
    [InlineData("Queue:AllowedOrigins:0", "https://app.example/", "Queue:AllowedOrigins")]
    [InlineData("Queue:AllowedOrigins:0", "app.example", "Queue:AllowedOrigins")]
    [InlineData("Queue:AllowedOrigins:0", "null", "Queue:AllowedOrigins")]
    [InlineData("Queue:KnownProxies:0", "proxy.local", "Queue:KnownProxies")]
    [InlineData("Queue:KnownProxies:0", "10.0.0.0/40", "Queue:KnownProxies")]
    [InlineData("Queue:TimeZone", "Mars/Olympus", "Queue:TimeZone")]
    [InlineData("Queue:TimeZone", "", "TimeZone")]
    [InlineData("Queue:CallWindowSeconds", "29", "CallWindowSeconds")]
    [InlineData("Queue:CallWindowSeconds", "1801", "CallWindowSeconds")]
    [InlineData("Queue:CallWindowSeconds", "soon", "CallWindowSeconds")]
    [InlineData("Queue:Limits:Enabled", "maybe", "Enabled")]
    [InlineData("Queue:Limits:CreatesPerMinute", "0", "CreatesPerMinute")]
    [InlineData("Queue:Limits:JoinsPerMinute", "-1", "JoinsPerMinute")]
    [InlineData("Queue:Limits:CodeMissesPerMinute", "0", "CodeMissesPerMinute")]
    [InlineData("Queue:Limits:PollsPerMinute", "0", "PollsPerMinute")]
    [InlineData("Queue:Limits:PublicPollsPerMinute", "0", "PublicPollsPerMinute")]
    [InlineData("Queue:Limits:ConnectionsPerAddress", "0", "ConnectionsPerAddress")]
    [InlineData("Queue:Limits:MaxGuestsPerQueue", "0", "MaxGuestsPerQueue")]
    [InlineData("Queue:Limits:MaxGuestsPerQueue", "10001", "MaxGuestsPerQueue")]
    [InlineData("Queue:BotCheck:VerifyUrl", "https://verify.example", "Queue:BotCheck")]
    [InlineData("Queue:BotCheck:Secret", "hush", "Queue:BotCheck")]
    [InlineData("Queue:Rooms:MailboxCapacity", "0", "MailboxCapacity")]
    [InlineData("Queue:Rooms:EvictAfter", "00:00:00", "EvictAfter")]
    [InlineData("Queue:Rooms:EvictAfter", "2.00:00:00", "EvictAfter")]
    [InlineData("Queue:Storage:BusySeconds", "0", "BusySeconds")]
    [InlineData("Queue:Storage:MaxDatabaseMiB", "-1", "MaxDatabaseMiB")]
    [InlineData("Queue:Push:Subject", "nobody", "Queue:Push:Subject")]
    [InlineData("Queue:Push:Subject", "mailto:me@localhost", "Queue:Push:Subject")]
    [InlineData("Queue:Push:VapidPublicKey", "BAAA", "Queue:Push:VapidPublicKey")]
    [InlineData("Queue:Push:VapidPrivateKey", "AAAA", "VapidPrivateKey")]
    [InlineData("Queue:Push:AllowedHosts:0", "https://push.example", "Queue:Push:AllowedHosts")]
    [InlineData("Queue:Push:SubscriptionsPerParty", "0", "SubscriptionsPerParty")]
    [InlineData("Queue:Push:RequestsPerOrigin", "101", "RequestsPerOrigin")]
    [InlineData("Queue:Roles:0", "Helper", "Queue:Roles")]
    [InlineData("Queue:Roles:0", "1", "Queue:Roles")]
    [InlineData("Queue:Roles:0", "Reader", "ConnectionStrings:Redis")]
    [InlineData("Queue:Redis:KeyPrefix", "with space", "KeyPrefix")]
    [InlineData("Queue:Redis:SnapshotLifetime", "00:00:00", "SnapshotLifetime")]
    [InlineData("Queue:Redis:LimitWaitMilliseconds", "0", "LimitWaitMilliseconds")]
    [InlineData("ConnectionStrings:Redis", "localhost:6379,nonsense=1", "ConnectionStrings:Redis")]
    [InlineData("ConnectionStrings:Redis", "password=only", "ConnectionStrings:Redis")]
    public async Task A_wrong_setting_is_refused_by_name(string setting, string value, string named)
    {
        var refused = await Record.ExceptionAsync(async () =>
        {
            await using var server = await TestServer.StartAsync("--" + setting, value);
        });

        // The two kinds that the program prints as one line and ends with 1.
        Assert.True(refused is OptionsValidationException or InvalidOperationException, refused?.ToString() ?? "It started.");
        Assert.Contains(named, refused?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_not_repeated_when_it_is_refused()
    {
        var refused = await Record.ExceptionAsync(async () =>
        {
            await using var server = await TestServer.StartAsync("--Queue:BotCheck:Secret", "planted-secret");
        });

        Assert.DoesNotContain("planted-secret", refused!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://127.0.0.1:0;http://[::]:0")]
    public async Task Insecure_push_endpoints_are_refused_unless_the_server_listens_on_loopback_alone(string urls)
    {
        var refused = await Record.ExceptionAsync(async () =>
        {
            await using var server = await TestServer.StartAsync("--urls", urls, "--Queue:Push:AllowInsecureEndpoints", "true");
        });

        Assert.Contains("Queue:Push:AllowInsecureEndpoints", refused?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_verify_address_that_is_none_is_refused() => Assert.Contains(
        "Queue:BotCheck:VerifyUrl",
        (await Record.ExceptionAsync(async () =>
        {
            await using var server = await TestServer.StartAsync("--Queue:BotCheck:VerifyUrl", "verify", "--Queue:BotCheck:Secret", "hush");
        }))?.Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task Several_wrong_settings_are_all_named()
    {
        var refused = await Record.ExceptionAsync(async () =>
        {
            await using var server = await TestServer.StartAsync("--Queue:TimeZone", "Mars", "--Queue:KnownProxies:0", "x");
        });

        Assert.Contains("Queue:TimeZone", refused!.Message, StringComparison.Ordinal);
        Assert.Contains("Queue:KnownProxies", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_says_it_in_one_line_and_ends_with_1()
    {
        var folder = TestServer.NewFolder();
        var (exitCode, output) = await ServerProcess.RunToEndAsync(folder, "--Queue:TimeZone", "Mars/Olympus");

        Assert.Equal(1, exitCode);
        Assert.Contains(
            "Queue cannot start: Queue:TimeZone: 'Mars/Olympus' is not known here; use an IANA name like Europe/Berlin.", output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
