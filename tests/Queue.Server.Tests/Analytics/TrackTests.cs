using System.Net;
using Microsoft.Data.Sqlite;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Analytics;

/// <summary>P11: what a client reports is kept, or refused with a reason; never dropped in silence.</summary>
public sealed class TrackTests
{
    [Fact]
    public async Task P11_Every_type_is_kept_with_or_without_a_session_that_is_known()
    {
        var folder = TestServer.NewFolder();
        var type = "something_new_" + new string('x', 50);
        await using (var server = await TestServer.StartAsync(null, folder, []))
        {
            var queue = await WaitlistClient.CreateAsync(server.Http);
            var party = await queue.JoinAsync();
            foreach (var body in new[]
            {
                """{"type":"qr_scanned"}""",
                """{"type":"join_started","sessionId":"nobody","partyId":"nobody"}""",
                """{"type":"notif_click","sessionId":null,"meta":{"kind":"pos_2"}}""",
                $$"""{"type":"{{type}}","sessionId":"{{new string('0', 5000)[..3000]}}"}""",
                $$"""{"type":"nudge_ack","sessionId":"{{queue.SessionId}}","partyId":"{{party}}"}""",
                $$"""{"type":"nudge_ack","sessionId":"{{queue.SessionId}}","partyId":"nobody"}""",
                """{"type":"meta","meta":[[[[[[1]]]]]],"unknown":true}""",
                """{"type":"'; DROP TABLE client_events; --","meta":"=1+1"}""",
            })
            {
                var answer = await server.Http.PostAsync("/api/track", body);
                Assert.Equal((HttpStatusCode.OK, "ok"), (answer.Status, answer.Text));
            }

            await server.StopAsync();
        }

        Assert.Equal(8, Count(folder, "SELECT COUNT(*) FROM client_events"));
        Assert.Equal(1, Count(folder, "SELECT COUNT(*) FROM client_events WHERE known = 1"));
        Assert.Equal(1, Count(folder, $"SELECT COUNT(*) FROM client_events WHERE type = '{type}'"));
        Assert.Equal(64, Count(folder, "SELECT MAX(length(room)) FROM client_events"));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("""{"type":"x","meta":"META"}""", 3000, 400)]
    [InlineData("""{"type":"x","meta":"META"}""", 5000, 413)]
    [InlineData("""{"type":"x","meta":"META"}""", 1_048_576, 413)]
    [InlineData("""{"type":"META"}""", 65, 400)]
    [InlineData("""{"type":"x","sessionId":7}""", 0, 400)]
    [InlineData("""{"type":"x","partyId":{}}""", 0, 400)]
    [InlineData("""{"type":"x","meta":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""", 0, 400)]
    [InlineData("[]", 0, 400)]
    public async Task P11_What_is_too_large_or_malformed_is_refused_and_not_kept(string body, int length, int status)
    {
        var folder = TestServer.NewFolder();
        await using (var server = await TestServer.StartAsync(null, folder, []))
        {
            var answer = await server.Http.PostAsync("/api/track", body.Replace("META", new string('x', length), StringComparison.Ordinal));
            Assert.True((int)answer.Status == status, $"{answer.Status}: {answer.Text}");
            Assert.NotNull(answer.Code);
            await server.StopAsync();
        }

        Assert.Equal(0, Count(folder, "SELECT COUNT(*) FROM client_events"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task P11_A_service_worker_of_an_allowed_origin_may_report()
    {
        await using var server = await TestServer.StartAsync("--Queue:AllowedOrigins:0", "https://app.example");
        var answer = await server.Http.PostAsync("/api/track", """{"type":"notif_click"}""", ("Origin", "https://app.example"));
        Assert.Equal((HttpStatusCode.OK, "https://app.example"), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
    }

    private static long Count(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "analytics.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
