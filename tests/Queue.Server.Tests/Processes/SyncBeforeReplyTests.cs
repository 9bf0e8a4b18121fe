using System.Globalization;
using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Processes;

/// <summary>
/// kill -9 cannot tell a synced commit from an unsynced one, as the system keeps what was written. So the system calls are watched:
/// between a write to the log and the answer there must be a sync.
/// </summary>
public sealed partial class SyncBeforeReplyTests
{
    private const int Joins = 10;

    [Fact]
    public async Task I2_Every_join_is_synced_to_the_disk_before_it_is_answered()
    {
        Assert.True(File.Exists("/usr/bin/strace"), "strace is missing; install the Debian package strace");
        var folder = TestServer.NewFolder();
        var trace = Path.Combine(folder, "trace.txt");
        await using (var server = await ServerProcess.StartAsync(
            folder, wrapper: ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,pwrite64,sendto,sendmsg,write", "-s", "64", "-o", trace]))
        {
            var queue = await WaitlistClient.CreateAsync(server.Http);
            for (var i = 0; i < Joins; i++)
            {
                await queue.JoinAsync();
            }

            await server.KillAsync();
        }

        var answered = 0;
        var (unsynced, synced) = (false, 0);
        foreach (var call in File.ReadLines(trace))
        {
            if (WalWrite().IsMatch(call))
            {
                unsynced = true;
            }
            else if (WalSync().IsMatch(call))
            {
                (unsynced, synced) = (false, synced + 1);
            }
            else if (call.Contains("HTTP/1.1 200 OK", StringComparison.Ordinal))
            {
                answered++;
                Assert.False(unsynced, string.Create(CultureInfo.InvariantCulture, $"answer {answered} left before the log was synced: {call}"));
            }
        }

        Assert.True(answered >= Joins, $"only {answered} answers were seen in the trace");
        Assert.True(synced >= Joins, $"only {synced} syncs of the log were seen for {Joins} joins");
        Directory.Delete(folder, recursive: true);
    }

    [GeneratedRegex(@"pwrite64\(\d+<[^>]*queue\.db-wal>")]
    private static partial Regex WalWrite();

    [GeneratedRegex(@"(fsync|fdatasync)\(\d+<[^>]*queue\.db-wal>")]
    private static partial Regex WalSync();
}
