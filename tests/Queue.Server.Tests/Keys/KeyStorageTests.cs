using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Keys;

/// <summary>What is on the disk of API keys, and what an operator does with them.</summary>
public sealed partial class KeyStorageTests
{
    [Fact]
    public async Task Keys_their_owner_and_their_last_use_outlive_the_process_and_the_key_itself_is_not_stored()
    {
        var (time, folder) = (new ManualTime(), TestServer.NewFolder());
        KeyClient mine, gone;
        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            mine = await KeyClient.CreateAsync(server.Http);
            gone = await mine.AnotherAsync();
            await mine.DeleteAsync($"/api/keys/{gone.Prefix}");
            time.Advance(TimeSpan.FromHours(1));
            await mine.GetAsync("/api/keys");
            await server.StopAsync();
        }

        SqliteConnection.ClearAllPools();
        var stored = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(folder, "keys.db"), TestContext.Current.CancellationToken));
        Assert.Contains(mine.Prefix, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(mine.Key, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(gone.Prefix, stored, StringComparison.Ordinal);

        var used = time.GetUtcNow().ToUnixTimeMilliseconds();
        time.Advance(TimeSpan.FromHours(1));
        var (_, shown) = await ServerProcess.RunCommandAsync(folder, "reset-admin-key");
        var admin = AdminKey().Match(shown).Value;
        await using (var server = await TestServer.StartAsync(time, folder, []))
        {
            var listed = Assert.Single(await AdminListAsync(server, admin));
            Assert.Equal((mine.Prefix, used), ((string?)listed!["prefix"], (long?)listed["lastUsedAt"]));
            Assert.StartsWith("own_", (string?)listed["owner"], StringComparison.Ordinal);

            var again = new KeyClient(server.Http, mine.Key, mine.Prefix);
            Assert.Equal(200, (int)(await again.GetAsync("/api/keys")).Status);

            var revoked = await server.Http.SendAsync(HttpMethod.Delete, $"/api/admin/keys/{mine.Prefix}", null, ("Authorization", $"Bearer {admin}"));
            Expect.Ok("""{"ok":true}""", revoked);
            Expect.Problem(401, "unauthorized", "Invalid API key", await again.GetAsync("/api/keys"));
            Assert.Empty(await AdminListAsync(server, admin));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("GET", "/api/admin/keys")]
    [InlineData("DELETE", "/api/admin/keys/que_00000000")]
    public async Task The_keys_of_all_are_for_the_admin_key_alone(string method, string path)
    {
        await using var server = await TestServer.StartAsync();
        var program = await KeyClient.CreateAsync(server.Http);

        Expect.Problem(401, "unauthorized", "Unauthorized", await server.Http.SendAsync(new HttpMethod(method), path, null));
        var refused = await server.Http.SendAsync(new HttpMethod(method), path, null, ("Authorization", $"Bearer {program.Key}"));
        Expect.Problem(403, "invalid_admin_key", "Invalid admin key", refused);
    }

    [Fact]
    public async Task Five_keys_a_minute_are_made_by_one_address()
    {
        var time = new ManualTime();
        await using var server = await TestServer.StartAsync(time, "--Queue:Limits:Enabled", "true");
        for (var i = 0; i < 5; i++)
        {
            await KeyClient.CreateAsync(server.Http);
        }

        var refused = await server.Http.PostAsync("/api/keys", "");
        Assert.Equal((429, "12"), ((int)refused.Status, refused.Header("Retry-After")));
        time.Advance(TimeSpan.FromSeconds(12));
        await KeyClient.CreateAsync(server.Http);
    }

    [GeneratedRegex("adm_[0-9a-f]{40}")]
    private static partial Regex AdminKey();

    private static async Task<JsonArray> AdminListAsync(TestServer server, string admin)
    {
        var listed = await server.Http.ReadAsync("/api/admin/keys", ("Authorization", $"Bearer {admin}"));
        Assert.Equal(200, (int)listed.Status);
        return listed.Json["keys"]!.AsArray();
    }

}
