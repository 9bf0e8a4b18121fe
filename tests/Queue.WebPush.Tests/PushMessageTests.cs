namespace Queue.WebPush.Tests;

public sealed class PushMessageTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("ABCxyz019-_")]
    [InlineData("0123456789abcdef0123456789abcdef")]
    [InlineData(null)]
    public void A_topic_of_the_right_characters_is_taken(string? topic) =>
        Assert.Equal(topic, new PushMessage(default, TimeSpan.Zero) { Topic = topic }.Topic);

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdefg")]
    [InlineData("a b")]
    [InlineData("a=")]
    [InlineData("a+b")]
    [InlineData("\u00E4")]
    [InlineData("a\r\nTTL: 0")]
    public void Another_topic_is_refused(string topic) =>
        Assert.Throws<ArgumentException>(() => new PushMessage(default, TimeSpan.Zero) { Topic = topic });

    [Fact]
    public void A_time_to_live_is_between_nothing_and_four_weeks()
    {
        Assert.Equal(TimeSpan.FromDays(28), new PushMessage(default, TimeSpan.FromDays(28)).TimeToLive);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PushMessage(default, TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PushMessage(default, TimeSpan.FromDays(28) + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void A_payload_has_at_most_two_kilobytes()
    {
        Assert.Equal(2048, new PushMessage(new byte[2048], TimeSpan.Zero).Payload.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PushMessage(new byte[2049], TimeSpan.Zero));
    }

    [Fact]
    public void There_are_four_urgencies() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PushMessage(default, TimeSpan.Zero) { Urgency = (PushUrgency)4 });
}
