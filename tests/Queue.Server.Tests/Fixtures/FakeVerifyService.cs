using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Queue.Server.Tests.Fixtures;

/// <summary>A service with Turnstile's verify call: answers as told and keeps what it was asked.</summary>
internal sealed class FakeVerifyService : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeVerifyService(WebApplication app) => this.app = app;

    /// <summary>What it was asked: the form of each call.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Calls { get; } = new();

    public int Status { get; set; } = 200;

    public string Answer { get; set; } = """{"success":true}""";

    public string Url => app.Urls.First() + "/siteverify";

    public static async Task<FakeVerifyService> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var service = new FakeVerifyService(app);
        app.Run(service.HandleAsync);
        await app.StartAsync();
        return service;
    }

    public Task StopAsync() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Calls.Enqueue(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal));
        context.Response.StatusCode = Status;
        await context.Response.WriteAsync(Answer);
    }
}
