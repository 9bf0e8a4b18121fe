namespace Queue.Browser.Tests.Firefox;

/// <summary>The settings of a Firefox under test.</summary>
internal static class FirefoxPrefs
{
    // What is set by the profile stays; Firefox under remote control would turn the push connection off by itself.
    private static readonly string[] Lines =
    [
        """("dom.push.enabled", true)""",
        """("dom.push.connection.enabled", true)""",
        """("dom.push.testing.allowInsecureServerURL", true)""",
        """("dom.push.userAgentID", "")""",
        """("alerts.useSystemBackend", false)""",
        """("app.update.disabledForTesting", true)""",
        """("browser.safebrowsing.update.enabled", false)""",
        """("browser.shell.checkDefaultBrowser", false)""",
        """("browser.startup.homepage_override.mstone", "ignore")""",
        """("datareporting.policy.dataSubmissionEnabled", false)""",
        """("extensions.update.enabled", false)""",
        """("intl.accept_languages", "en-US, en")""",
        """("network.captive-portal-service.enabled", false)""",
        """("network.connectivity-service.enabled", false)""",
        """("services.settings.server", "http://127.0.0.1:1/")""",
        """("toolkit.telemetry.server", "")""",
    ];

    public static string Write(Uri pushService) => string.Join(
        '\n', [.. Lines.Select(line => $"user_pref{line};"), $"""user_pref("dom.push.serverURL", "{pushService}");""", ""]);
}
