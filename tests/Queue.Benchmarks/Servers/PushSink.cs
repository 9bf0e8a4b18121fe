namespace Queue.Benchmarks.Servers;

/// <summary>A push service that takes everything at once and looks at nothing. Runs in a process of its own.</summary>
internal static class PushSink
{
    public const string Mode = "--push-sink";

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.None);
        var app = builder.Build();
        app.Run(static async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.ContentLength = 0;
        });
        await app.RunAsync();
    }
}

/// <summary>The push service as a child process, on the core that the sender does not use.</summary>
internal sealed class PushSinkProcess : ChildProcess
{
    private PushSinkProcess(int core)
        : base(["dotnet", typeof(PushSinkProcess).Assembly.Location, PushSink.Mode], core, RuntimeProbe.None)
    {
    }

    public static async Task<PushSinkProcess> StartAsync(int core)
    {
        var sink = new PushSinkProcess(core);
        await sink.WaitUntilItListensAsync();
        return sink;
    }
}
