using System.Net;

namespace Queue.WebPush.Tests;

/// <summary>The status is the answer; a body that breaks off or never ends changes nothing.</summary>
public sealed class PushAnswerTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_body_that_never_ends_keeps_the_outcome()
    {
        using var timeout = new CancellationTokenSource();
        var body = new OddBody(async cancellationToken =>
        {
            await timeout.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });
        await AssertGoneAsync(body, timeout.Token);
    }

    [Fact]
    public async Task A_body_that_breaks_off_keeps_the_outcome() => await AssertGoneAsync(
        new OddBody(_ => throw new IOException("The connection was reset.")), TestContext.Current.CancellationToken);

    [Fact]
    public async Task The_body_of_an_accepted_message_is_not_read()
    {
        var body = new OddBody(_ => throw new InvalidOperationException("read"));
        using var response = new HttpResponseMessage(HttpStatusCode.Created) { Content = new StreamContent(body) };
        var outcome = await PushAnswer.ReadAsync(response, Now, TestContext.Current.CancellationToken);
        Assert.Null(Assert.IsType<PushOutcome.Accepted>(outcome).Diagnostics);
    }

    private static async Task AssertGoneAsync(OddBody body, CancellationToken cancellationToken)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Gone) { Content = new StreamContent(body) };
        var outcome = await PushAnswer.ReadAsync(response, Now, cancellationToken);
        Assert.Equal("gone", Assert.IsType<PushOutcome.Gone>(outcome).Diagnostics);
    }

    /// <summary>Gives four bytes, then does something else.</summary>
    private sealed class OddBody(Func<CancellationToken, Task> then) : MemoryStream("gone"u8.ToArray())
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position == Length)
            {
                await then(cancellationToken);
            }

            return await base.ReadAsync(buffer, cancellationToken);
        }
    }
}
