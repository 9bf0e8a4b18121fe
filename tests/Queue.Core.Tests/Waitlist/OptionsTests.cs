using Queue.Core.Rooms;
using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_those_of_a_counter()
    {
        var options = new WaitlistOptions();
        Assert.Equal((100, "UTC", 120, CallExpiry.NoShowAndCallNext), (options.MaxGuests, options.TimeZone, options.CallWindowSeconds, options.OnCallExpired));
        Assert.Equal([2, 5], options.NudgePositions);
        Assert.Equal((false, 20, DisplayNames.Number, PositionBasis.Overall), (options.AllowDuplicateNames, options.MaxPartySize, options.DisplayNames, options.PositionBy));
    }

    [Fact]
    public void A_restaurant_waits_eight_minutes_keeps_calls_and_counts_by_size() =>
        Assert.Equal(
            (480, CallExpiry.Keep, PositionBasis.SizeBand),
            (WaitlistOptions.Restaurant().CallWindowSeconds, WaitlistOptions.Restaurant().OnCallExpired, WaitlistOptions.Restaurant().PositionBy));

    [Fact]
    public void The_largest_party_is_an_option() =>
        Open(new WaitlistOptions { MaxPartySize = 4 }).When(Joining(Ann, size: 5), At(1)).ThenRejected("size_out_of_range");

    [Fact]
    public void By_size_band_only_parties_of_ones_own_band_are_ahead()
    {
        var spec = Open(WaitlistOptions.Restaurant(), Ann, Bob)
            .When(Joining(Cem, size: 4), At(5))
            .When(Joining(Dua, size: 3), At(6));
        Assert.Equal((2, 4), (spec.Reply<PartyPlaced>().Position, spec.Reply<PartyPlaced>().QueueLength));
        Assert.Equal((1, 2), (spec.View.Guest(Cem)?.Position, spec.View.Guest(Dua)?.Position));
        Assert.Equal((0, 1), (spec.View.Guest(Cem)?.AheadCount, spec.View.Guest(Dua)?.AheadCount));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(100, 2)]
    public void Sizes_fall_into_three_bands(int size, int band)
    {
        Assert.Equal(band, SizeBand.IndexOf(SizeBand.Of(size)));
        Assert.True(SizeBand.Of(size).Contains(size));
        Assert.Equal(1, SizeBand.All.Count(any => any.Contains(size)));
    }

    [Fact]
    public void Options_survive_a_restart()
    {
        var options = WaitlistOptions.Restaurant() with
        {
            NudgePositions = [1, 3, 9],
            Tables = [new(2, 6)],
            TurnMinutes = 45,
            DisplayNames = DisplayNames.Initial,
            TimeZone = "Europe/Berlin",
        };
        var restarted = Assert.IsType<WaitlistState>(RoomJson.ReadState(RoomJson.WriteState(Open(options).State)));
        Assert.Equal(options.NudgePositions, restarted.Options.NudgePositions);
        Assert.Equal(options.Tables, restarted.Options.Tables);
        Assert.Equal(options, restarted.Options with { NudgePositions = options.NudgePositions, Tables = options.Tables });
    }
}
