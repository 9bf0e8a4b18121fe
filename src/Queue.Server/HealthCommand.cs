using System.Globalization;

namespace Queue.Server;

/// <summary>
/// <c>Queue.Server health [ready|live]</c>: asks the server that runs beside it, for container engines whose images have no HTTP client.
/// Opens neither the data folder nor its lock. Ends with 0 when the answer is 200, else with 1.
/// </summary>
internal static class HealthCommand
{
    private const string DefaultUrl = "http://localhost:8080";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string[] args)
    {
        var what = args.FirstOrDefault() is "live" ? "live" : "ready";
        var settings = new ConfigurationBuilder().AddEnvironmentVariables("ASPNETCORE_").AddCommandLine([.. args.SkipWhile(arg => !arg.StartsWith('-'))]).Build();
        var address = new Uri(AddressOf(settings[WebHostDefaults.ServerUrlsKey] ?? DefaultUrl), $"/health/{what}");
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Longest };
            using var answer = await http.GetAsync(address);
            Console.WriteLine(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"{address}: {e.Message}");
            return 1;
        }
    }

    /// <summary>Where a server that listens at the first of these is reached from the same machine.</summary>
    internal static Uri AddressOf(string urls)
    {
        var first = BindingAddress.Parse(urls.Split(';')[0]);
        var host = first.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : first.Host;
        return new Uri(string.Create(CultureInfo.InvariantCulture, $"{first.Scheme}://{host}:{first.Port}"));
    }
}
