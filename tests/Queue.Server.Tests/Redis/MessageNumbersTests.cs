using Queue.Server.Redis;

namespace Queue.Server.Tests.Redis;

/// <summary>A message that did not arrive is noticed; one that is only late is not taken for lost.</summary>
public sealed class MessageNumbersTests
{
    private readonly MessageNumbers numbers = new();

    public MessageNumbersTests() => Hear(ChangeKind.Beat, 5);

    [Fact]
    public void The_first_message_of_a_writer_may_have_had_others_before_it() => Assert.True(Hear(ChangeKind.Room, 1, "another"));

    [Fact]
    public void Messages_without_a_gap_are_all_there()
    {
        Assert.False(Hear(ChangeKind.Room, 6));
        Assert.False(Hear(ChangeKind.Beat, 6));
        Assert.False(Hear(ChangeKind.Beat, 6));
    }

    [Fact]
    public void A_message_that_is_missing_is_noticed_one_sign_of_life_later()
    {
        Assert.False(Hear(ChangeKind.Room, 7));
        Assert.False(Hear(ChangeKind.Beat, 7));
        Assert.True(Hear(ChangeKind.Beat, 7));
        Assert.False(Hear(ChangeKind.Beat, 7));
    }

    [Fact]
    public void The_last_message_is_missed_too()
    {
        Assert.False(Hear(ChangeKind.Beat, 6));
        Assert.True(Hear(ChangeKind.Beat, 6));
    }

    [Fact]
    public void Messages_that_overtake_each_other_are_not_missing()
    {
        Assert.False(Hear(ChangeKind.Room, 7));
        Assert.False(Hear(ChangeKind.Beat, 7));
        Assert.False(Hear(ChangeKind.Room, 6));
        Assert.False(Hear(ChangeKind.Beat, 7));
    }

    private bool Hear(ChangeKind kind, long number, string writer = "one") => numbers.IsMissingSome(new ChangeMessage(kind, writer, number));
}
