using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>What a browser without scripts does: asks for pages, keeps one cookie, sends the form that it was shown.</summary>
internal sealed partial class Browser(HttpClient http, string language = "en")
{
    /// <summary>The cookie of the ticket, as it is sent back.</summary>
    public string? Cookie { get; private set; }

    public Task<Answer> OpenAsync(string path, params (string Name, string Value)[] headers) => http.GetAsync(path, [.. Usual, .. headers]);

    /// <summary>Opens the guest page and sends its form with these fields; follows nothing.</summary>
    public async Task<Answer> JoinAsync(string path, string name, string size = "2", params (string Name, string Value)[] headers) =>
        await SendAsync(path, await FormAsync(path, name, size), headers);

    /// <summary>The form of a page, filled.</summary>
    public async Task<Dictionary<string, string>> FormAsync(string path, string name, string size = "2")
    {
        var page = await OpenAsync(path);
        var hidden = HiddenField().Matches(page.Text).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value, StringComparer.Ordinal);
        return new Dictionary<string, string>(hidden, StringComparer.Ordinal) { ["name"] = name, ["size"] = size };
    }

    public async Task<Answer> SendAsync(string path, Dictionary<string, string> fields, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path.Split('?')[0]) { Content = new FormUrlEncodedContent(fields) };
        foreach (var (name, value) in (IEnumerable<(string, string)>)[.. Usual.Where(usual => headers.All(h => h.Name != usual.Name)), .. headers])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            Cookie = cookies.Single().Split(';')[0];
        }

        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }

    private (string Name, string Value)[] Usual =>
    [
        ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
        ("Accept-Language", language),
        .. Cookie is null ? Array.Empty<(string, string)>() : [("Cookie", Cookie)],
    ];

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\">", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();
}
