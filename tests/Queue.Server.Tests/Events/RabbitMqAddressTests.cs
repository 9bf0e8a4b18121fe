using Queue.Server.Events.RabbitMq;
using Queue.Server.Storage;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Events;

public sealed class RabbitMqAddressTests
{
    [Theory]
    [InlineData("amqp://localhost", "localhost", 5672, "/", "guest", "guest", false)]
    [InlineData("amqps://rabbit.example/", "rabbit.example", 5671, "/", "guest", "guest", true)]
    [InlineData("amqp://ann:p%40ss%3Aword@10.0.0.7:5999/my%2Fhost", "10.0.0.7", 5999, "my/host", "ann", "p@ss:word", false)]
    public void An_address_is_read(string text, string host, int port, string virtualHost, string user, string password, bool tls) =>
        Assert.Equal(new RabbitMqAddress(host, port, virtualHost, user, password, tls), RabbitMqAddress.Parse(text));

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:5672")]
    [InlineData("http://ann:planted-secret@localhost")]
    [InlineData("amqp:///planted-secret")]
    [InlineData("amqp://ann:planted-secret@localhost:port")]
    [InlineData("amqp://ann:planted-secret@localhost/a/b")]
    [InlineData("amqp://ann:planted-secret@localhost?heartbeat=1")]
    [InlineData("host=localhost;password=planted-secret")]
    public async Task Another_one_stops_the_server_with_a_line_that_does_not_repeat_it(string text)
    {
        var refused = await Record.ExceptionAsync(async () =>
        {
            await using var server = await TestServer.StartAsync("--ConnectionStrings:RabbitMq", text);
        });

        Assert.IsType<StartupException>(refused);
        Assert.Contains("ConnectionStrings:RabbitMq", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-secret", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_in_no_line_of_the_log()
    {
        var address = FormattableString.Invariant($"amqp://ann:planted-secret@127.0.0.1:{FreePort.Take(1)[0]}");
        await using var server = await TestServer.StartAsync("--ConnectionStrings:RabbitMq", address);
        await (await WaitlistClient.CreateAsync(server.Http)).JoinAsync();
        await BrokerEvening.SaysAsync(server.Http, "degraded", "not reached");
        await Eventually.TrueAsync(
            "a failed hand-over is logged",
            () => Task.FromResult(server.Log.Lines.Any(line => line.Contains("could not be handed over", StringComparison.Ordinal))),
            BrokerEvening.Longest);

        Assert.DoesNotContain(server.Log.Lines, line => line.Contains("planted-secret", StringComparison.Ordinal));
        Assert.Contains(server.Log.Lines, line => line.Contains("through RabbitMQ at amqp://127.0.0.1:", StringComparison.Ordinal));
    }
}
