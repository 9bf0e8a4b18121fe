using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Firefox;

/// <summary>A tab of Firefox, used as people use it: by what its buttons are called and by what it says.</summary>
internal sealed class FirefoxPage(BiDiConnection connection, string context)
{
    public static async Task<FirefoxPage> FirstAsync(BiDiConnection connection)
    {
        var tree = await connection.SendAsync("browsingContext.getTree", new JsonObject { ["maxDepth"] = 0 });
        return new FirefoxPage(connection, (string)tree["contexts"]![0]!["context"]!);
    }

    public Task OpenAsync(Uri address) => connection.SendAsync(
        "browsingContext.navigate", new JsonObject { ["context"] = context, ["url"] = address.ToString(), ["wait"] = "complete" });

    /// <summary>Presses a button with a real pointer, so that the browser counts it as a user's own doing.</summary>
    public async Task PressAsync(string name)
    {
        JsonNode? button = null;
        await Eventually.TrueAsync($"there is a button '{name}'", async () => (button = await FindAsync("button", name)) is not null);
        var element = new JsonObject { ["sharedId"] = (string)button!["sharedId"]! };
        await connection.SendAsync("script.callFunction", new JsonObject
        {
            ["target"] = Target,
            ["functionDeclaration"] = "element => element.scrollIntoView({ block: 'center' })",
            ["arguments"] = new JsonArray(element.DeepClone()),
            ["awaitPromise"] = false,
        });
        var over = new JsonObject { ["type"] = "element", ["element"] = element };
        await connection.SendAsync("input.performActions", new JsonObject
        {
            ["context"] = context,
            ["actions"] = new JsonArray(new JsonObject
            {
                ["type"] = "pointer",
                ["id"] = "mouse",
                ["actions"] = new JsonArray(
                    new JsonObject { ["type"] = "pointerMove", ["x"] = 0, ["y"] = 0, ["origin"] = over },
                    new JsonObject { ["type"] = "pointerDown", ["button"] = 0 },
                    new JsonObject { ["type"] = "pointerUp", ["button"] = 0 }),
            }),
        });
    }

    /// <summary>Waits until the page says something; a failure tells what it says instead.</summary>
    public async Task SaysAsync(string text)
    {
        var said = "";
        try
        {
            await Eventually.TrueAsync($"the page says '{text}'", async () =>
            {
                said = await EvaluateAsync("document.body.innerText");
                return said.Contains(text, StringComparison.Ordinal);
            });
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it says:\n{said}", e);
        }
    }

    private JsonObject Target => new() { ["context"] = context };

    public async Task<string> EvaluateAsync(string expression)
    {
        var answer = await connection.SendAsync("script.evaluate", new JsonObject
        {
            ["target"] = Target,
            ["expression"] = expression,
            ["awaitPromise"] = true,
        });
        return (string?)answer["type"] is "success"
            ? answer["result"]?["value"]?.ToString() ?? ""
            : throw new InvalidOperationException(answer.ToJsonString());
    }

    private async Task<JsonNode?> FindAsync(string role, string name)
    {
        var found = await connection.SendAsync("browsingContext.locateNodes", new JsonObject
        {
            ["context"] = context,
            ["locator"] = new JsonObject
            {
                ["type"] = "accessibility",
                ["value"] = new JsonObject { ["role"] = role, ["name"] = name },
            },
        });
        return found["nodes"]!.AsArray().FirstOrDefault();
    }
}
