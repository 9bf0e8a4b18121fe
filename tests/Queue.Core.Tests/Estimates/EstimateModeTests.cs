using System.Globalization;
using System.Text.Json;
using Queue.Benchmarks.Estimates;

namespace Queue.Core.Tests.Estimates;

/// <summary>The program that estimates for events read as JSON lines.</summary>
public sealed class EstimateModeTests
{
    private const string Setup = """{"type":"setup","serviceMinutes":7,"counters":2}""";

    [Fact]
    public async Task Each_join_is_answered_by_one_line_with_its_id_as_it_was_written()
    {
        var answers = await AnswersAsync(
            Setup,
            """{"t":0,"type":"join","id":"a","size":2}""",
            """{"t":0.5,"type":"join","id":17,"size":4}""",
            "",
            """{"t":1,"type":"join","id":"\u00e9","size":2}""");
        Assert.Equal(
            [
                """{"id":"a","lowMin":0,"highMin":10,"pointMin":3.5,"method":"pace/1"}""",
                """{"id":17,"lowMin":5,"highMin":15,"pointMin":7,"method":"pace/1"}""",
                """{"id":"\u00e9","lowMin":10,"highMin":20,"pointMin":10.5,"method":"pace/1"}""",
            ],
            answers);
    }

    [Fact]
    public async Task The_answer_is_there_before_the_next_line_is_read()
    {
        using var output = new StringWriter();
        using var input = new SlowReader(output, [.. Enumerable.Range(1, 5).Select(i => $$"""{"t":{{i}},"type":"join","id":{{i}},"size":2}""")]);
        Assert.Equal(0, await EstimateMode.RunAsync(input, output, TextWriter.Null));
        Assert.Equal([0, 1, 2, 3, 4, 5], input.LinesBeforeEachRead);
    }

    [Fact]
    public async Task A_party_departs_once_and_strangers_are_passed_over()
    {
        string[] plain = [Setup, Join(0, 1), Join(0, 2), Join(0, 3), Event(4, "call", 1), Event(5, "leave", 2), Join(6, 4)];
        string[] more = [Setup, Join(0, 1), Join(0, 2), Join(0, 3), Event(4, "call", 1), Event(4, "seat", 1), Event(4, "call", 1), Event(4.5, "noshow", 1), Event(5, "leave", 2), Event(5, "call", 2), Event(5, "leave", 99), Event(5, "seat", 98), Join(6, 4)];
        Assert.Equal(await AnswersAsync(plain), await AnswersAsync(more));
    }

    [Fact]
    public async Task Who_departed_may_join_again()
    {
        var answers = await AnswersAsync(Setup, Join(0, 1), Event(4, "call", 1), Join(6, 1));
        Assert.Equal(2, answers.Length);
    }

    [Fact]
    public async Task A_night_line_opens_the_next_evening_and_what_was_learned_stays()
    {
        var evenings = Enumerable.Range(0, 3).Select(night => SimulatedEvening.Play(SimulatedVenues.PopUp, new Chance(night))).ToList();
        var restarting = await AnswersAsync([.. evenings.SelectMany(evening => Lines(evening, 0))]);
        var goingOn = await AnswersAsync([.. evenings.Index().SelectMany(evening => Lines(evening.Item, evening.Index * 1440))]);
        Assert.Equal(restarting, goingOn);
        Assert.Contains("line/1", restarting[^1], StringComparison.Ordinal);
        Assert.Contains("pace/1", restarting[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_night_line_the_first_event_opens_at_five()
    {
        string[] events = [Join(100, 1), Join(130, 2), Event(150, "call", 1), Join(190, 3)];
        Assert.Equal(await AnswersAsync(["""{"t":100,"type":"night","start":"17:00"}""", .. events]), await AnswersAsync(events));
        Assert.Equal(await AnswersAsync(["""{"t":100,"type":"night"}""", .. events]), await AnswersAsync(events));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"t":1}""")]
    [InlineData("""{"t":1,"type":"dance","id":1}""")]
    [InlineData("""{"type":"join","id":1,"size":2}""")]
    [InlineData("""{"t":"soon","type":"join","id":1,"size":2}""")]
    [InlineData("""{"t":1e999,"type":"join","id":1,"size":2}""")]
    [InlineData("""{"t":1,"type":"join","id":1}""")]
    [InlineData("""{"t":1,"type":"join","id":1,"size":0}""")]
    [InlineData("""{"t":1,"type":"join","id":1,"size":1.5}""")]
    [InlineData("""{"t":1,"type":"join","size":2}""")]
    [InlineData("""{"t":1,"type":"join","id":null,"size":2}""")]
    [InlineData("""{"t":1,"type":"join","id":"early","size":2}""")]
    [InlineData("""{"t":0,"type":"call","id":"early"}""")]
    [InlineData("""{"t":1,"type":"seat"}""")]
    [InlineData("""{"t":1,"type":"join","id":"\ud800","size":2}""")]
    [InlineData("""{"t":1,"type":"night","start":"25:00"}""")]
    [InlineData("""{"type":"setup","serviceMinutes":7,"counters":2}""")]
    public async Task A_line_that_is_not_understood_ends_it_with_the_lines_number(string line)
    {
        var (code, _, error) = await RunAsync("""{"t":0.5,"type":"join","id":"early","size":2}""", line, Join(2, 9));
        Assert.Equal(1, code);
        Assert.StartsWith("Line 2: ", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("""{"type":"setup"}""")]
    [InlineData("""{"type":"setup","turnMinutes":48}""")]
    [InlineData("""{"type":"setup","turnMinutes":48,"tables":[]}""")]
    [InlineData("""{"type":"setup","turnMinutes":0,"tables":[{"seats":2,"count":1}]}""")]
    [InlineData("""{"type":"setup","turnMinutes":48,"tables":[{"seats":2}]}""")]
    [InlineData("""{"type":"setup","serviceMinutes":7,"counters":0}""")]
    public async Task Half_a_set_up_is_not_understood(string line)
    {
        var (code, _, error) = await RunAsync(line);
        Assert.Equal(1, code);
        Assert.StartsWith("Line 1: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_up_answers_change_the_first_estimates()
    {
        var slow = await AnswersAsync("""{"type":"setup","turnMinutes":90.5,"tables":[{"seats":2,"count":2},{"seats":4,"count":2}]}""", Join(0, 1));
        var fast = await AnswersAsync("""{"type":"setup","turnMinutes":20,"tables":[{"seats":2,"count":20},{"seats":4,"count":20}]}""", Join(0, 1));
        Assert.True(Point(slow[0]) > 10 * Point(fast[0]));
    }

    private static double Point(string answer) => JsonDocument.Parse(answer).RootElement.GetProperty("pointMin").GetDouble();

    private static string Join(double t, int id) => string.Create(CultureInfo.InvariantCulture, $$"""{"t":{{t}},"type":"join","id":{{id}},"size":2}""");

    private static string Event(double t, string type, int id) => string.Create(CultureInfo.InvariantCulture, $$"""{"t":{{t}},"type":"{{type}}","id":{{id}}}""");

    private static IEnumerable<string> Lines(IReadOnlyList<LineEvent> evening, double opened) =>
    [
        string.Create(CultureInfo.InvariantCulture, $$"""{"t":{{opened}},"type":"night","start":"17:00"}"""),
        .. evening.Select(happened => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"t":{{opened + Math.Round(happened.Minute * 8) / 8}},"type":"{{happened.Kind.ToString().ToLowerInvariant()}}","id":{{happened.Party}},"size":{{happened.Size}}}""")),
    ];

    private static async Task<string[]> AnswersAsync(params string[] lines)
    {
        var (code, output, error) = await RunAsync(lines);
        Assert.Equal((0, ""), (code, error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] lines)
    {
        using var input = new StringReader(string.Join('\n', lines));
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await EstimateMode.RunAsync(input, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class SlowReader(StringWriter output, IReadOnlyList<string> lines) : TextReader
    {
        public List<int> LinesBeforeEachRead { get; } = [];

        public override Task<string?> ReadLineAsync()
        {
            LinesBeforeEachRead.Add(output.ToString().Count(c => c == '\n'));
            return Task.FromResult(LinesBeforeEachRead.Count <= lines.Count ? lines[LinesBeforeEachRead.Count - 1] : null);
        }
    }
}
