using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>A whole evening with planted names and credentials, good and bad, and errors of every kind: no line of the log holds one.</summary>
public sealed class LogSecretsTests
{
    private const string Name = "Zacharias-Quirinus";
    private const string Token = "planted-turnstile-token";
    private const string Key = "planted-idempotency-key-0001";
    private const string Secret = "planted-bot-check-secret";

    [Fact]
    public async Task L6_No_log_line_holds_a_name_a_token_or_the_id_of_a_party()
    {
        var time = new ManualTime();
        await using var service = await FakeVerifyService.StartAsync();
        await using var server = await TestServer.StartAsync(
            time, "--Queue:BotCheck:VerifyUrl", service.Url, "--Queue:BotCheck:Secret", Secret);
        var queue = await WaitlistClient.CreateAsync(server.Http, $"\"turnstileToken\":\"{Token}\",\"contactInfo\":\"{Name}\"");
        var ann = await JoinAsync(server, queue);
        await UseAsync(server, queue, ann);
        await MisuseAsync(server, queue, ann);

        // And the log of what goes wrong inside: the service talks nonsense, then it is gone.
        service.Answer = $$"""{"error-codes":["{{Token}}"],"oops":"{{Name}}" """;
        await JoinAsync(server, queue, Name + "2");
        await service.StopAsync();
        await JoinAsync(server, queue, Name + "3");
        await queue.PartyAsync("leave", ann);
        time.Advance(TimeSpan.FromMinutes(10));
        await server.StopAsync();

        Assert.Contains(server.Log.Lines, line => line.Contains("bot check service cannot be reached", StringComparison.Ordinal));
        string[] planted = [Name, Token, Key, Secret, ann, queue.HostToken, queue.HostToken.Split('.')[5], queue.SessionId];
        Assert.All(server.Log.Lines, line =>
            Assert.DoesNotContain(planted, secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<string> JoinAsync(TestServer server, WaitlistClient queue, string name = Name)
    {
        var answer = await server.Http.PostAsync(
            $"{queue.Path}/join", $$"""{"name":"{{name}}","turnstileToken":"{{Token}}"}""", ("Idempotency-Key", Key + name[^1]));
        return (string?)answer.Json["partyId"] ?? "";
    }

    private static async Task UseAsync(TestServer server, WaitlistClient queue, string ann)
    {
        await queue.HostSnapshotAsync();
        await queue.GuestSnapshotAsync(ann);
        await server.Http.ReadAsync($"{queue.Path}/snapshot?hostToken={queue.HostToken}", ("Cookie", $"queue_host_auth={queue.HostToken}"));
        using var guest = await SocketClient.GuestAsync(server, queue, ann);
        using var host = await SocketClient.ConnectAsync(server, $"{queue.Path}/connect?hostToken={queue.HostToken}");
        await guest.ReceiveTextAsync();
        await host.ReceiveTextAsync();
        await queue.PartyAsync("declare-nearby", ann);
        await queue.PartyAsync("call", ann);
        await guest.SendAsync(Name);
    }

    private static async Task MisuseAsync(TestServer server, WaitlistClient queue, string ann)
    {
        await queue.PartyAsync("call", ann);
        await queue.HostAsync("seat", $$"""{"partyId":"{{ann}}","{{Name}}":1}""");
        await queue.HostAsync("leave", $$"""{"partyId":"{{ann}}",""");
        await queue.HostAsync("call", $$"""{"partyId":"{{ann}}","rev":"{{Name}}"}""");
        await server.Http.ReadAsync($"/{Name}/{ann}", ("Origin", "https://" + Name));
        await server.Http.ReadAsync($"{queue.Path}/snapshot?partyId={ann}{Name}", ("x-host-auth", queue.HostToken + "x"));
        await server.Http.ReadAsync($"{queue.Path}/connect?hostToken={queue.HostToken}x");
        using var connection = await RawConnection.OpenAsync(server.Address);
        await connection.SendAsync($"GET {queue.Path}/snapshot?partyId={ann} HTTP/1.1\r\nHost: a\r\n{Name}\r\nx-host-auth: {queue.HostToken}\r\n\r\n");
        await connection.ReadToEndAsync();
    }
}
