using System.Text;
using Microsoft.Extensions.Primitives;
using Queue.Benchmarks.Load;

namespace Queue.Benchmarks.Servers;

/// <summary>
/// What the product is compared with: Kestrel with the same settings and no logging, whose one handler sets the same headers and
/// writes a ready body. No routing, no rules, no state. Runs in a process of its own.
/// </summary>
internal static class BareServer
{
    public const string Mode = "--bare";

    /// <summary>Answers everything with the answer that a file holds, until the process is ended.</summary>
    public static async Task RunAsync(string answerFile)
    {
        var (head, body) = Split(await File.ReadAllBytesAsync(answerFile));
        var status = int.Parse(head[0].Split(' ')[1], null);
        var headers = head[1..].Select(line => line.Split(": ", 2)).ToDictionary(
            pair => pair[0], pair => new StringValues(pair[1]), StringComparer.OrdinalIgnoreCase);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.AddServerHeader = false);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.None);
        var app = builder.Build();
        app.Run(Answer(status, headers, body));
        await app.RunAsync();
    }

    // All values are taken out of the dictionary once: the handler itself does nothing that the product must not do as well.
    private static RequestDelegate Answer(int status, Dictionary<string, StringValues> values, byte[] body)
    {
        var (noSniff, referrer, csp) = (values["X-Content-Type-Options"], values["Referrer-Policy"], values["Content-Security-Policy"]);
        var (origin, credentials) = (values["Access-Control-Allow-Origin"], values["Access-Control-Allow-Credentials"]);
        var (exposed, vary) = (values["Access-Control-Expose-Headers"], values["Vary"]);
        var (tag, cache, version) = (values["ETag"], values["Cache-Control"], values["Queue-Version"]);
        var type = values.GetValueOrDefault("Content-Type");
        return context =>
        {
            var response = context.Response;
            var headers = response.Headers;
            headers.XContentTypeOptions = noSniff;
            headers["Referrer-Policy"] = referrer;
            headers.ContentSecurityPolicy = csp;
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlAllowCredentials = credentials;
            headers.AccessControlExposeHeaders = exposed;
            headers.ETag = tag;
            headers.CacheControl = cache;
            headers.Vary = vary;
            headers["Queue-Version"] = version;
            response.StatusCode = status;
            if (status == StatusCodes.Status304NotModified)
            {
                return Task.CompletedTask;
            }

            headers.ContentType = type;
            response.ContentLength = body.Length;
            return response.Body.WriteAsync(body, context.RequestAborted).AsTask();
        };
    }

    private static (string[] Head, byte[] Body) Split(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        return (Encoding.ASCII.GetString(answer, 0, end).Split("\r\n"), answer[(end + 4)..]);
    }
}

/// <summary>The bare server as a child process.</summary>
internal sealed class BareProcess : ChildProcess
{
    private BareProcess(string answerFile, int? core, IReadOnlyDictionary<string, string> environment)
        : base(
            ["dotnet", typeof(BareProcess).Assembly.Location, BareServer.Mode, answerFile],
            core,
            // The collector of the product.
            new Dictionary<string, string>(environment, StringComparer.Ordinal) { ["DOTNET_gcServer"] = "1", ["DOTNET_gcConcurrent"] = "1" })
    {
    }

    /// <summary>Starts it and makes sure that its answer is, but for the date, byte for byte the one it was given.</summary>
    public static async Task<BareProcess> StartAsync(
        string folder, byte[] request, byte[] answer, int? core = null, RuntimeProbe? probe = null)
    {
        var file = Path.Combine(folder, "answer");
        await File.WriteAllBytesAsync(file, answer);
        var server = new BareProcess(file, core, probe?.Environment ?? RuntimeProbe.None);
        await server.WaitUntilItListensAsync();
        using var connection = new Connection(server.EndPoint);
        var bare = connection.Ask(request).ToString();
        var given = Encoding.UTF8.GetString(answer);
        return Sorted(bare).SequenceEqual(Sorted(given), StringComparer.Ordinal)
            ? server
            : throw new InvalidDataException($"The bare server answers:\n{bare}\nbut the product:\n{given}");
    }

    private static IEnumerable<string> Sorted(string answer) =>
        answer.Split("\r\n").Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
