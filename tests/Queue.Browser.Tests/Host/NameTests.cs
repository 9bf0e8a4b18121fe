using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Host;

/// <summary>A name is a name, whatever is in it.</summary>
public sealed class NameTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Markup = """<img src=x onerror=boom()>&amp;"'{0}""";
    private const string TurnedAround = "\u202Eאבג\u2066 Bob";
    private const string Seen = "אבג Bob";

    [Fact]
    public async Task Markup_and_characters_that_turn_lines_around_are_only_text_wherever_a_name_is_shown()
    {
        var opened = await Server.Http.PostAsync("/api/queue/create", System.Text.Json.JsonSerializer.Serialize(
            new { eventName = Markup, location = Markup, maxGuests = 100, preset = "counter", displayNames = "initial" }));
        var queue = new WaitlistClient(
            Server.Http, (string)opened.Json["code"]!, (string)opened.Json["sessionId"]!, (string)opened.Json["hostAuthToken"]!);
        var host = await HostAsync(queue);
        await Assertions.Expect(host.Page.GetByRole(AriaRole.Heading, new() { Name = Markup })).ToBeVisibleAsync();
        var guest = await GuestAsync(queue);
        await guest.OpenAsync();
        await Assertions.Expect(guest.Page.GetByText(Markup)).ToBeVisibleAsync();
        await guest.JoinAsync(Markup);
        await guest.ExpectPlaceAsync(1);
        await queue.JoinAsync(TurnedAround);
        await Assertions.Expect(host.WaitingRow(Seen)).ToContainTextAsync("No. 2");

        await host.CallButton(Markup).ClickAsync();
        await Assertions.Expect(guest.Page.GetByText($"Please come to: {Markup}")).ToBeVisibleAsync();
        var display = new DisplayPage(await host.Page.Context.NewPageAsync(), queue.Code);
        await display.OpenAsync();
        await Assertions.Expect(display.Come).ToBeVisibleAsync();
        await Assertions.Expect(display.Called(1)).ToContainTextAsync("<");
        await host.DoneButton(Markup).ClickAsync();
        await Assertions.Expect(host.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = Markup })).ToBeVisibleAsync();

        Assert.All(
            await Task.WhenAll(new[] { host.Page, guest.Page, display.Page }.Select(page => page.EvaluateAsync<string[]>("[...document.images].map(({ src }) => src)"))),
            images => Assert.DoesNotContain(images, image => image.EndsWith("/x", StringComparison.Ordinal)));
    }
}
