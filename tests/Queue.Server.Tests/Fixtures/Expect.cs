using System.Net;
using System.Text.Json.Nodes;

namespace Queue.Server.Tests.Fixtures;

/// <summary>What tests of the HTTP surface expect again and again.</summary>
internal static class Expect
{
    /// <summary>The whole body is this JSON, in any order of properties; how to undo it only where that is expected.</summary>
    public static void Body(string expected, Answer answer)
    {
        var (wanted, found) = (JsonNode.Parse(expected), answer.Json.DeepClone());
        if (wanted is JsonObject said && found is JsonObject all && !said.ContainsKey("undo"))
        {
            all.Remove("undo");
        }

        if (!JsonNode.DeepEquals(wanted, found))
        {
            Assert.Equal(Ordered(wanted), Ordered(found));
        }
    }

    /// <summary>A success with this whole body.</summary>
    public static void Ok(string expected, Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.OK, $"{answer.Status}: {answer.Text}");
        Assert.Equal("application/json", answer.Message.Content.Headers.ContentType?.MediaType);
        Body(expected, answer);
    }

    /// <summary>An error in the one shape that all errors have.</summary>
    public static void Problem(int status, string code, string error, Answer answer)
    {
        Assert.True((int)answer.Status == status, $"Expected {status} {code}, got {(int)answer.Status}: {answer.Text}");
        Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType?.MediaType);
        Assert.Equal((code, error), (answer.Code, answer.Error));
        Assert.Equal(($"urn:queue:error:{code}", status), ((string?)answer.Json["type"], (int?)answer.Json["status"]));
        Assert.False(string.IsNullOrEmpty((string?)answer.Json["title"]));
    }

    /// <summary>An error that names one wrong field.</summary>
    public static void FieldProblem(string field, string error, Answer answer)
    {
        Problem(400, "invalid_field", error, answer);
        Assert.Equal(error, (string?)answer.Json["fields"]?[field]);
    }

    private static string Ordered(JsonNode? node) => node switch
    {
        JsonObject o => "{\n" + string.Join(",\n", o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}: {Ordered(p.Value)}")) + "\n}",
        JsonArray a => "[" + string.Join(",\n", a.Select(Ordered)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}

/// <summary>Requests without a body, and with one that is not text.</summary>
internal static class MoreRequests
{
    public static Task<Answer> ReadAsync(this HttpClient http, string path, params (string Name, string Value)[] headers) =>
        http.SendAsync(HttpMethod.Get, path, null, headers);

    public static async Task<Answer> PostBytesAsync(
        this HttpClient http, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request);
        return new Answer(response.StatusCode, response, await response.Content.ReadAsStringAsync());
    }
}
