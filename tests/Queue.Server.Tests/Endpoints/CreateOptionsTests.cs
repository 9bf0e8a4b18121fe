using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

/// <summary>The options of a queue, as far as they can be seen from outside.</summary>
public sealed class CreateOptionsTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("", 120)]
    [InlineData("\"preset\":\"counter\"", 120)]
    [InlineData("\"preset\":\"restaurant\"", 480)]
    [InlineData("\"preset\":null", 120)]
    [InlineData("\"callWindowSeconds\":30", 30)]
    [InlineData("\"callWindowSeconds\":1800", 1800)]
    [InlineData("\"preset\":\"restaurant\",\"callWindowSeconds\":45", 45)]
    public async Task A_called_party_has_the_time_of_the_option_or_its_preset(string options, int seconds)
    {
        var queue = await shared.CreateAsync(options.Length == 0 ? "\"maxGuests\":9" : options);
        await queue.JoinAsync();
        await queue.HostAsync("advance");

        var snapshot = await queue.HostSnapshotAsync();
        Assert.Equal(shared.Now + (seconds * 1000), (long?)snapshot.Json["callDeadline"]);
    }

    [Fact]
    public async Task The_configured_time_to_come_is_the_default()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time, "--Queue:CallWindowSeconds", "300");
        var queue = await WaitlistClient.CreateAsync(server.Http);
        await queue.JoinAsync();

        var advanced = await queue.HostAsync("advance");
        Assert.Equal(time.GetUtcNow().ToUnixTimeMilliseconds() + 300_000, (long?)advanced.Json["nowServing"]?["callDeadline"]);
    }

    [Theory]
    [InlineData("\"preset\":\"restaurant\"", 1)]
    [InlineData("\"positionBy\":\"sizeBand\"", 1)]
    [InlineData("\"positionBy\":\"overall\"", 3)]
    [InlineData("\"preset\":\"restaurant\",\"positionBy\":\"overall\"", 3)]
    public async Task A_position_counts_everybody_or_the_size_band(string options, int expected)
    {
        var queue = await shared.CreateAsync(options);
        await queue.JoinAsync(size: 2);
        await queue.JoinAsync(size: 1);

        Assert.Equal(expected, (int?)(await queue.TryJoinAsync(size: 4)).Json["position"]);
    }

    [Fact]
    public async Task Duplicate_names_are_an_option()
    {
        var queue = await shared.CreateAsync("\"allowDuplicateNames\":true");

        var ann = await queue.JoinAsync("Ann");
        Assert.NotEqual(ann, await queue.JoinAsync("Ann"), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("\"turnMinutes\":60,\"tables\":[{\"seats\":2,\"count\":6}]", 20, 30)]
    [InlineData("\"serviceMinutes\":10,\"counters\":2", 10, 15)]
    [InlineData("\"maxPartySize\":5", 5, 15)]
    public async Task Estimates_start_from_the_answers_about_the_venue(string options, double lowMinutes, double highMinutes)
    {
        var queue = await shared.CreateAsync(options);
        await queue.JoinAsync();

        var joined = await queue.TryJoinAsync();
        Assert.Equal(
            ((long)(lowMinutes * 60_000), (long)(highMinutes * 60_000)),
            ((long?)joined.Json["estimatedLowMs"], (long?)joined.Json["estimatedHighMs"]));
    }

    [Theory]
    [InlineData("UTC", 6)]
    [InlineData("Europe/Berlin", 5)]
    [InlineData("Asia/Tokyo", 21)]
    public async Task Opening_hours_are_in_the_time_zone_of_the_queue(string zone, int hours)
    {
        // It is 18:00 UTC: midnight is six hours away there, five in Berlin, and Tokyo passed its own three hours ago.
        var queue = await shared.CreateAsync($"\"openTime\":\"00:00\",\"closeTime\":\"12:00\",\"timeZone\":\"{zone}\"");

        var status = await shared.Http.ReadAsync(queue.Path);
        var refused = await queue.TryJoinAsync();
        if (hours == 21)
        {
            Assert.Equal("open", (string?)status.Json["state"]);
            return;
        }

        Assert.Equal(("closed", shared.Now + (hours * 3_600_000L)), ((string?)status.Json["state"], (long?)status.Json["opensAt"]));
        Expect.Problem(409, "outside_opening_hours", "Session closed", refused);
        Assert.Equal((long?)status.Json["opensAt"], (long?)refused.Json["opensAt"]);
    }

    [Theory]
    [InlineData("\"nudgePositions\":[]")]
    [InlineData("\"nudgePositions\":[1,2,3,100]")]
    [InlineData("\"nudgePositions\":null")]
    [InlineData("\"tables\":[]")]
    [InlineData("\"timeZone\":\"\"")]
    [InlineData("\"displayNames\":\"none\",\"onCallExpired\":\"keep\"")]
    [InlineData("\"unknownOption\":{\"a\":[1]}")]
    public async Task Options_at_their_bounds_and_unknown_ones_are_taken(string options) => await shared.CreateAsync(options);

    [Theory]
    [InlineData("preset", "\"bar\"", "preset must be one of counter, restaurant")]
    [InlineData("preset", "\"Counter\"", "preset must be one of counter, restaurant")]
    [InlineData("preset", "1", "preset must be a string")]
    [InlineData("timeZone", "\"Mars/Olympus\"", "timeZone must be an IANA name such as Europe/Berlin")]
    [InlineData("timeZone", "\"../../etc/passwd\"", "timeZone must be an IANA name such as Europe/Berlin")]
    [InlineData("timeZone", "\"Europe\\u0000/Berlin\"", "timeZone must be an IANA name such as Europe/Berlin")]
    [InlineData("timeZone", "5", "timeZone must be a string")]
    [InlineData("callWindowSeconds", "29", "callWindowSeconds must be a whole number between 30 and 1800")]
    [InlineData("callWindowSeconds", "1801", "callWindowSeconds must be a whole number between 30 and 1800")]
    [InlineData("callWindowSeconds", "\"120\"", "callWindowSeconds must be a whole number between 30 and 1800")]
    [InlineData("callWindowSeconds", "60.5", "callWindowSeconds must be a whole number between 30 and 1800")]
    [InlineData("onCallExpired", "\"drop\"", "onCallExpired must be one of no_show_and_call_next, no_show, keep")]
    [InlineData("nudgePositions", "[1,2,3,4,5]", "nudgePositions must be at most 4 whole numbers between 1 and 100")]
    [InlineData("nudgePositions", "[0]", "nudgePositions must be at most 4 whole numbers between 1 and 100")]
    [InlineData("nudgePositions", "[null]", "nudgePositions must be at most 4 whole numbers between 1 and 100")]
    [InlineData("nudgePositions", "2", "nudgePositions must be at most 4 whole numbers between 1 and 100")]
    [InlineData("allowDuplicateNames", "\"true\"", "allowDuplicateNames must be true or false")]
    [InlineData("maxPartySize", "0", "maxPartySize must be a whole number between 1 and 100")]
    [InlineData("maxPartySize", "101", "maxPartySize must be a whole number between 1 and 100")]
    [InlineData("displayNames", "\"full\"", "displayNames must be one of number, initial, none")]
    [InlineData("positionBy", "\"size\"", "positionBy must be one of overall, sizeBand")]
    [InlineData("turnMinutes", "0", "turnMinutes must be a whole number between 1 and 600")]
    [InlineData("serviceMinutes", "601", "serviceMinutes must be a whole number between 1 and 600")]
    [InlineData("counters", "0", "counters must be a whole number between 1 and 1000")]
    [InlineData("tables", "{}", "tables must be at most 20 entries {seats, count}, whole numbers between 1 and 1000")]
    [InlineData("tables", "[{\"seats\":2}]", "tables must be at most 20 entries {seats, count}, whole numbers between 1 and 1000")]
    [InlineData("tables", "[{\"seats\":2,\"count\":0}]", "tables must be at most 20 entries {seats, count}, whole numbers between 1 and 1000")]
    [InlineData("tables", "[[2,3]]", "tables must be at most 20 entries {seats, count}, whole numbers between 1 and 1000")]
    public async Task A_wrong_option_is_named(string field, string value, string error) => Expect.FieldProblem(
        field,
        error,
        await shared.Http.PostAsync("/api/queue/create", $$"""{"eventName":"E","maxGuests":5,"{{field}}":{{value}}}"""));
}
