using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Endpoints;

public sealed partial class CreateWaitlistTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Path = "/api/queue/create";

    [Fact]
    public async Task Create_answers_every_field_and_null_for_what_was_not_given()
    {
        var answer = await shared.Http.PostAsync(Path, """{"eventName":"Trattoria","maxGuests":40}""");

        var (code, token) = ((string?)answer.Json["code"], (string?)answer.Json["hostAuthToken"]);
        var at = shared.Server.Address.GetLeftPart(UriPartial.Authority);
        Expect.Ok(
            $$"""
            {"code":"{{code}}","sessionId":"{{answer.Json["sessionId"]}}","joinUrl":"{{at}}/q/{{code}}",
             "wsUrl":"{{at}}/api/queue/{{code}}/connect","hostAuthToken":"{{token}}","hostUrl":"{{at}}/host/{{code}}#{{token}}",
             "eventName":"Trattoria","maxGuests":40,"location":null,"contactInfo":null,"openTime":null,"closeTime":null}
            """,
            answer);
    }

    [Fact]
    public async Task Create_answers_what_was_given()
    {
        var answer = await shared.Http.PostAsync(
            Path,
            """
            {"eventName":" Trattoria ","maxGuests":40,"location":"Via Roma 1","contactInfo":"+39 1","openTime":"09:00","closeTime":"23:30"}
            """);

        Assert.Equal(
            ("Trattoria", "Via Roma 1", "+39 1", "09:00", "23:30"),
            ((string?)answer.Json["eventName"], (string?)answer.Json["location"], (string?)answer.Json["contactInfo"],
                (string?)answer.Json["openTime"], (string?)answer.Json["closeTime"]));
    }

    [Fact]
    public async Task The_code_and_the_session_have_the_form_that_clients_know()
    {
        var answer = await CreateAsync("");

        Assert.Matches(CodeForm(), (string?)answer.Json["code"]);
        Assert.Matches(SessionForm(), (string?)answer.Json["sessionId"]);
    }

    [Fact]
    public async Task The_join_address_ends_with_the_code()
    {
        var answer = await CreateAsync("");

        Assert.Equal((string?)answer.Json["code"], ((string?)answer.Json["joinUrl"])?[^6..].ToUpperInvariant());
    }

    [Fact]
    public async Task Addresses_start_with_the_configured_public_address()
    {
        await using var server = await TestServer.StartAsync("--Queue:PublicBaseUrl", "https://queue.example/wait/");
        var answer = await server.Http.PostAsync(Path, """{"eventName":"E","maxGuests":1}""");

        var code = (string?)answer.Json["code"];
        Assert.Equal(
            ($"https://queue.example/wait/q/{code}", $"https://queue.example/wait/api/queue/{code}/connect"),
            ((string?)answer.Json["joinUrl"], (string?)answer.Json["wsUrl"]));
    }

    [Fact]
    public async Task The_answer_holds_a_token_so_nobody_may_store_it()
    {
        var answer = await CreateAsync("");

        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Matches("^[0-9]+\\.1$", answer.Header("Queue-Version"));
        Assert.Contains("set-cookie", answer.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_contact_has_an_alias_and_its_own_name_wins()
    {
        Assert.Equal("mail", (string?)(await CreateAsync(""", "contact":"mail" """)).Json["contactInfo"]);
        Assert.Equal("tel", (string?)(await CreateAsync(""", "contact":"mail","contactInfo":"tel" """)).Json["contactInfo"]);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"  \\t \"")]
    public async Task Optional_texts_may_be_null_or_empty(string text)
    {
        var answer = await CreateAsync($$""", "location":{{text}},"contactInfo":{{text}},"openTime":null,"closeTime":"" """);

        Assert.Equal(
            ("null", "null"), (answer.Json["location"]?.ToJsonString() ?? "null", answer.Json["contactInfo"]?.ToJsonString() ?? "null"));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("100", 100)]
    [InlineData("\"42\"", 42)]
    [InlineData("\" 7 \"", 7)]
    public async Task MaxGuests_is_a_number_or_the_text_of_one(string given, int expected)
    {
        var answer = await shared.Http.PostAsync(Path, $$"""{"eventName":"E","maxGuests":{{given}}}""");

        Assert.Equal(expected, (int?)answer.Json["maxGuests"]);
    }

    [Theory]
    [InlineData("\"many\"", "maxGuests must be an integer")]
    [InlineData("\"\"", "maxGuests must be an integer")]
    [InlineData("2.5", "maxGuests must be an integer")]
    [InlineData("\"2.5\"", "maxGuests must be an integer")]
    [InlineData("true", "maxGuests must be an integer")]
    [InlineData("null", "maxGuests must be an integer")]
    [InlineData("[5]", "maxGuests must be an integer")]
    [InlineData("99999999999999999999", "maxGuests must be an integer")]
    [InlineData("\"\\ud800\"", "maxGuests must be an integer")]
    [InlineData("0", "maxGuests must be between 1 and 100")]
    [InlineData("-1", "maxGuests must be between 1 and 100")]
    [InlineData("101", "maxGuests must be between 1 and 100")]
    [InlineData("1000000000", "maxGuests must be between 1 and 100")]
    public async Task A_wrong_maxGuests_is_named(string given, string error) => Expect.FieldProblem(
        "maxGuests", error, await shared.Http.PostAsync(Path, $$"""{"eventName":"E","maxGuests":{{given}}}"""));

    [Fact]
    public async Task The_bound_of_maxGuests_is_the_configured_one()
    {
        await using var server = await TestServer.StartAsync("--Queue:Limits:MaxGuestsPerQueue", "5000");

        await WaitlistClient.CreateAsync(server.Http, "\"maxGuests\":5000");
        Expect.FieldProblem(
            "maxGuests",
            "maxGuests must be between 1 and 5000",
            await server.Http.PostAsync(Path, """{"eventName":"E","maxGuests":5001}"""));
    }

    [Theory]
    [InlineData("{\"maxGuests\":5}", "eventName is required")]
    [InlineData("{\"eventName\":null,\"maxGuests\":5}", "eventName is required")]
    [InlineData("{\"eventName\":\"\",\"maxGuests\":5}", "eventName is required")]
    [InlineData("{\"eventName\":\" \\u200b\\u202e \",\"maxGuests\":5}", "eventName is required")]
    [InlineData("{\"eventName\":7,\"maxGuests\":5}", "eventName must be a string")]
    public async Task A_wrong_eventName_is_named(string body, string error) =>
        Expect.FieldProblem("eventName", error, await shared.Http.PostAsync(Path, body));

    [Theory]
    [InlineData("x", 120, true)]
    [InlineData("x", 121, false)]
    [InlineData("👍🏽", 120, true)]
    [InlineData("👍🏽", 121, false)]
    [InlineData("x", 10_000, false)]
    public async Task An_eventName_has_at_most_120_characters_as_readers_count(string character, int count, bool fits)
    {
        var name = string.Concat(Enumerable.Repeat(character, count));
        var answer = await shared.Http.PostAsync(Path, new JsonObject { ["eventName"] = name, ["maxGuests"] = 5 }.ToJsonString());

        if (fits)
        {
            Assert.Equal(name, (string?)answer.Json["eventName"]);
        }
        else
        {
            Expect.FieldProblem("eventName", "eventName must be 120 characters or fewer", answer);
        }
    }

    [Theory]
    [InlineData("\"9:00\"")]
    [InlineData("\"24:00\"")]
    [InlineData("\"09:60\"")]
    [InlineData("\"0900\"")]
    [InlineData("\"09:00:00\"")]
    [InlineData("\" 09:00\"")]
    [InlineData("\"09:00 PM\"")]
    [InlineData("\"٠٩:٠٠\"")]
    [InlineData("900")]
    [InlineData("{}")]
    public async Task A_time_of_day_that_is_not_HHmm_is_named(string time)
    {
        const string Error = "openTime/closeTime must be in HH:mm format";
        Expect.FieldProblem("openTime", Error, await CreateAsync($$""", "openTime":{{time}} """));
        Expect.FieldProblem("closeTime", Error, await CreateAsync($$""", "openTime":"09:00","closeTime":{{time}} """));
    }

    [Fact]
    public async Task Equal_opening_and_closing_times_are_refused() => Expect.FieldProblem(
        "closeTime", "closeTime must be after openTime", await CreateAsync(""", "openTime":"09:00","closeTime":"09:00" """));

    [Fact]
    public async Task Opening_hours_may_cross_midnight() =>
        Assert.Equal("02:00", (string?)(await CreateAsync(""", "openTime":"18:00","closeTime":"02:00" """)).Json["closeTime"]);

    [Theory]
    [InlineData("location")]
    [InlineData("contactInfo")]
    [InlineData("contact")]
    public async Task A_text_of_another_type_or_too_long_is_named(string field)
    {
        Expect.FieldProblem(field, $"{field} must be a string", await CreateAsync($$""", "{{field}}":5 """));
        Expect.FieldProblem(
            field, $"{field} must be 200 characters or fewer", await CreateAsync($$""", "{{field}}":"{{new string('x', 201)}}" """));
    }

    private Task<Answer> CreateAsync(string more) => shared.Http.PostAsync(Path, $$"""{"eventName":"E","maxGuests":5{{more}}}""");

    [GeneratedRegex("^[BCDFGHJKLMNPQRSTVWXZ2-9]{6}$")]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex SessionForm();
}
