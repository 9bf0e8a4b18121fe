using System.Security.Cryptography;
using Queue.WebPush.Tests.Fixtures;

namespace Queue.WebPush.Tests;

public sealed class PushSenderTests : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly VapidKeys keys = VapidKeys.Generate();
    private VapidIdentity identity = null!;
    private FakePushService service = null!;
    private PushSender sender = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        identity = new VapidIdentity(keys, "mailto:push@example.com", time);
        service = await FakePushService.StartAsync(time);
        sender = new PushSender(FakePushService.LocalOptions(), time);
    }

    public async ValueTask DisposeAsync()
    {
        sender.Dispose();
        await service.DisposeAsync();
        keys.Dispose();
    }

    [Fact]
    public async Task A_message_arrives_encrypted_and_signed()
    {
        var payload = RandomNumberGenerator.GetBytes(700);
        var message = new PushMessage(payload, TimeSpan.FromSeconds(119.9)) { Urgency = PushUrgency.High, Topic = "dG9waWM-_0" };
        var outcome = await sender.SendAsync(service.Local("201"), message, identity, Cancellation);
        Assert.Equal(201, Assert.IsType<PushOutcome.Accepted>(outcome).Status);
        var push = Assert.Single(service.Received);
        Assert.Equal(payload, push.Payload);
        Assert.Equal("119", push.Headers["TTL"]);
        Assert.Equal("high", push.Headers["Urgency"]);
        Assert.Equal("dG9waWM-_0", push.Headers["Topic"]);
        Assert.Equal(1024 + 103, push.Body.Length);
        Assert.EndsWith(keys.PublicKey, push.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PushUrgency.VeryLow, "very-low")]
    [InlineData(PushUrgency.Low, "low")]
    [InlineData(PushUrgency.Normal, "normal")]
    [InlineData(PushUrgency.High, "high")]
    public async Task Urgency_is_spelled_as_in_the_standard(PushUrgency urgency, string header)
    {
        await SendAsync("201", new PushMessage(default, TimeSpan.Zero) { Urgency = urgency });
        var push = Assert.Single(service.Received);
        Assert.Equal(header, push.Headers["Urgency"]);
        Assert.Equal("0", push.Headers["TTL"]);
        Assert.False(push.Headers.ContainsKey("Topic"));
    }

    [Theory]
    [InlineData("200", typeof(PushOutcome.Accepted))]
    [InlineData("201", typeof(PushOutcome.Accepted))]
    [InlineData("202", typeof(PushOutcome.Accepted))]
    [InlineData("204", typeof(PushOutcome.Accepted))]
    [InlineData("301", typeof(PushOutcome.Rejected))]
    [InlineData("304", typeof(PushOutcome.Rejected))]
    [InlineData("400", typeof(PushOutcome.Rejected))]
    [InlineData("401", typeof(PushOutcome.Unauthorized))]
    [InlineData("403", typeof(PushOutcome.Unauthorized))]
    [InlineData("404", typeof(PushOutcome.Gone))]
    [InlineData("405", typeof(PushOutcome.Rejected))]
    [InlineData("406", typeof(PushOutcome.Throttled))]
    [InlineData("408", typeof(PushOutcome.Retry))]
    [InlineData("410", typeof(PushOutcome.Gone))]
    [InlineData("413", typeof(PushOutcome.TooLarge))]
    [InlineData("429", typeof(PushOutcome.Throttled))]
    [InlineData("500", typeof(PushOutcome.Retry))]
    [InlineData("503", typeof(PushOutcome.Retry))]
    [InlineData("599", typeof(PushOutcome.Retry))]
    public async Task Each_status_has_its_outcome(string answer, Type outcome)
    {
        var got = await SendAsync(answer);
        Assert.IsType(outcome, got);
        Assert.Equal(answer, got.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Null(Assert.Single(service.Received).Problem);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", 0)]
    [InlineData("999999999", 86_400)]
    [InlineData("Fri, 06 Mar 2026 18:02:00 GMT", 120)]
    [InlineData("Fri, 06 Mar 2026 17:00:00 GMT", 0)]
    [InlineData("Fri, 06 Mar 2099 17:00:00 GMT", 86_400)]
    [InlineData("", null)]
    [InlineData("-5", null)]
    [InlineData("soon", null)]
    [InlineData("99999999999999999999", null)]
    public async Task Retry_after_is_seconds_or_a_date(string header, int? seconds)
    {
        TimeSpan? expected = seconds is { } s ? TimeSpan.FromSeconds(s) : null;
        var escaped = Uri.EscapeDataString(Uri.EscapeDataString(header));
        Assert.Equal(expected, Assert.IsType<PushOutcome.Throttled>(await SendAsync($"429-{escaped}")).RetryAfter);
        Assert.Equal(expected, Assert.IsType<PushOutcome.Throttled>(await SendAsync($"406-{escaped}")).RetryAfter);
        Assert.Equal(expected, Assert.IsType<PushOutcome.Retry>(await SendAsync($"503-{escaped}")).RetryAfter);
    }

    [Fact]
    public async Task Each_attempt_is_a_new_request_with_a_new_key()
    {
        foreach (var status in new[] { 500, 500, 201 })
        {
            service.Script.Enqueue(status);
        }

        var subscription = service.Local("script");
        var message = new PushMessage("It is your turn"u8.ToArray(), TimeSpan.FromMinutes(2));
        Assert.IsType<PushOutcome.Retry>(await sender.SendAsync(subscription, message, identity, Cancellation));
        Assert.IsType<PushOutcome.Retry>(await sender.SendAsync(subscription, message, identity, Cancellation));
        Assert.IsType<PushOutcome.Accepted>(await sender.SendAsync(subscription, message, identity, Cancellation));
        Assert.Equal(3, service.Received.Select(push => Convert.ToHexString(push.Body)).Distinct(StringComparer.Ordinal).Count());
        Assert.All(service.Received, push => Assert.Equal(message.Payload.ToArray(), push.Payload));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var outcome = await SendAsync("redirect");
        Assert.Equal(307, Assert.IsType<PushOutcome.Rejected>(outcome).Status);
        Assert.Contains("/redirect/", Assert.Single(service.Received).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_in_time_is_worth_a_retry()
    {
        var sending = SendAsync("hang");
        await service.Hanging.Task.WaitAsync(Cancellation);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(sending.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(RetryCause.TimedOut, Assert.IsType<PushOutcome.Retry>(await sending).Cause);
    }

    [Fact]
    public async Task A_caller_who_cancels_gets_an_exception()
    {
        using var cancelled = new CancellationTokenSource();
        var sending = sender.SendAsync(service.Local("hang"), Message(), identity, cancelled.Token);
        await service.Hanging.Task.WaitAsync(Cancellation);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sender.SendAsync(service.Local("201"), Message(), identity, cancelled.Token));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_worth_a_retry()
    {
        var outcome = Assert.IsType<PushOutcome.Retry>(await SendAsync("abort"));
        Assert.Equal(RetryCause.NetworkFailure, outcome.Cause);
        Assert.Single(service.Received);
    }

    [Fact]
    public async Task An_endless_answer_is_cut()
    {
        var outcome = Assert.IsType<PushOutcome.Rejected>(await SendAsync("huge400"));
        Assert.Equal(new string('x', 4096), outcome.Diagnostics);
        Assert.IsType<PushOutcome.Accepted>(await SendAsync("huge201"));
    }

    [Fact]
    public async Task The_reason_of_a_service_is_kept_for_the_operator_on_one_line()
    {
        var outcome = await SendAsync("reason400");
        Assert.Equal("{\"errno\":110}   [31mforged log line  ", outcome.Diagnostics);
        Assert.Equal(
            "X-WNS-Status: dropped; X-WNS-Error-Description: Ttl value conflicts with X-WNS-Cache-Policy.; ",
            (await SendAsync("wns400")).Diagnostics);
    }

    [Fact]
    public async Task A_refused_token_is_signed_anew_for_the_next_attempt()
    {
        var subscription = service.Local("403");
        await sender.SendAsync(subscription, Message(), identity, Cancellation);
        await sender.SendAsync(subscription, Message(), identity, Cancellation);
        Assert.Equal(1, identity.Signatures);
        time.Advance(TimeSpan.FromMinutes(2));
        await sender.SendAsync(subscription, Message(), identity, Cancellation);
        await sender.SendAsync(subscription, Message(), identity, Cancellation);
        Assert.Equal(2, identity.Signatures);
    }

    [Fact]
    public async Task Two_identities_share_a_sender()
    {
        using var otherKeys = VapidKeys.Generate();
        var other = new VapidIdentity(otherKeys, "mailto:other@example.com", time);
        await sender.SendAsync(service.Local("201"), Message(), identity, Cancellation);
        await sender.SendAsync(service.Local("201"), Message(), other, Cancellation);
        Assert.Equal([keys.PublicKey, otherKeys.PublicKey], service.Received.Select(push => VapidCheck.Verify(push.Headers["Authorization"]).Key), StringComparer.Ordinal);
    }

    private static PushMessage Message() => new("It is your turn"u8.ToArray(), TimeSpan.FromMinutes(2));

    private Task<PushOutcome> SendAsync(string answer, PushMessage? message = null) =>
        sender.SendAsync(service.Local(answer), message ?? Message(), identity, Cancellation);
}
