using System.Text.Json.Nodes;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Firefox;

/// <summary>
/// Stands where the desktop would show alerts. Without a window Firefox has nowhere to show one, and forgets it at once; so its
/// alerts service is replaced, in the browser's own realm, by one that writes down what it was asked to show.
/// </summary>
internal sealed class AlertWatch(BiDiConnection connection, string chrome)
{
    private const string Replace =
        """
        (() => {
          globalThis.queueAlerts = []
          const show = (alert, listener) => {
            globalThis.queueAlerts.push({ title: alert.title, text: alert.text, sticky: alert.requireInteraction })
            listener?.observe(null, 'alertshow', alert.cookie)
          }
          const alerts = { QueryInterface: ChromeUtils.generateQI(['nsIAlertsService']), showAlert: show, closeAlert() {}, pbmTeardown() {}, teardown() {} }
          Components.manager.QueryInterface(Ci.nsIComponentRegistrar).registerFactory(
            Components.ID(Services.uuid.generateUUID().toString()), 'Alerts', '@mozilla.org/alerts-service;1',
            { createInstance: (iid) => alerts.QueryInterface(iid), QueryInterface: ChromeUtils.generateQI(['nsIFactory']) })
        })()
        """;

    public static async Task<AlertWatch> StartAsync(BiDiConnection connection)
    {
        var tree = await connection.SendAsync("browsingContext.getTree", new JsonObject { ["moz:scope"] = "chrome", ["maxDepth"] = 0 });
        var watch = new AlertWatch(connection, (string)tree["contexts"]![0]!["context"]!);
        await watch.EvaluateAsync(Replace);
        return watch;
    }

    /// <summary>Waits for an alert with this text and gives its title.</summary>
    public async Task<string> ShownAsync(string text)
    {
        JsonNode? found = null;
        await Eventually.TrueAsync($"an alert says '{text}'", async () =>
        {
            var alerts = JsonNode.Parse(await EvaluateAsync("JSON.stringify(globalThis.queueAlerts)"))!.AsArray();
            found = alerts.FirstOrDefault(alert => ((string?)alert?["text"])?.Contains(text, StringComparison.Ordinal) == true);
            return found is not null;
        });
        return (string)found!["title"]!;
    }

    private async Task<string> EvaluateAsync(string expression)
    {
        var answer = await connection.SendAsync("script.evaluate", new JsonObject
        {
            ["target"] = new JsonObject { ["context"] = chrome },
            ["expression"] = expression,
            ["awaitPromise"] = true,
        });
        return (string?)answer["type"] is "success"
            ? answer["result"]?["value"]?.ToString() ?? ""
            : throw new InvalidOperationException(answer.ToJsonString());
    }
}
