using Queue.Server.Configuration;
using Queue.Server.Http;
using Queue.Server.Storage;
using Queue.Server.Web;

namespace Queue.Server.Demo;

/// <summary>A server that shows a simulated evening, in a data folder that goes with it.</summary>
internal sealed class DemoRun : IDisposable
{
    public const string Argument = "--demo";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("queue-demo-");

    public void Configure(WebApplicationBuilder builder)
    {
        if (QueueRoles.Of(builder.Configuration) != QueueRole.Writer)
        {
            throw new StartupException($"{Argument} needs a writer; leave Queue:Roles out.");
        }

        builder.Configuration[$"{QueueOptions.Section}:{nameof(QueueOptions.DataDirectory)}"] = folder.FullName;
        var time = new DemoTime(DemoEvening.Length);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton<DemoEvening>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DemoEvening>());
    }

    /// <summary>Says where to look. On the console and not in the log, as it holds the host's token.</summary>
    public static void Welcome(WebApplication app)
    {
        var queue = app.Services.GetRequiredService<DemoEvening>().Queue;
        var here = NetworkAddresses.Here(app.Urls);
        var token = app.Services.GetRequiredService<AccessTokens>().MintHost(queue.Id);
        Console.WriteLine(
            $"""

            A demo: tonight at {queue.EventName}, where {queue.Parties.Count} parties are in line and {queue.Finished.Count} were before them.
            It goes on by itself, and you can take part. Nothing of it is kept.

              The host's tablet   {here}/host/{queue.Code}#{token}
              A guest's phone     {here}/q/{queue.Code}
              The screen on show  {here}/display/{queue.Code}
              The manager         {here}/admin with the key {app.Services.GetRequiredService<Secrets>().NewAdminKey}

            """);
    }

    public void Dispose() => folder.Delete(recursive: true);
}
