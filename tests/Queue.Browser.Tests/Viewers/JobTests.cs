using Queue.Browser.Tests.Fixtures;
using Queue.Browser.Tests.Pages;
using Queue.Server.Tests.Fixtures;

namespace Queue.Browser.Tests.Viewers;

public sealed class JobTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Whoever_has_the_link_follows_a_job_from_its_start_to_its_result()
    {
        var job = await JobClient.StartAsync(Server.Http, """ "totalCount":200 """);
        var watcher = await WatchAsync(job);
        await watcher.OpenAsync(job.Token);
        await watcher.ExpectPercentAsync(0);
        await Assertions.Expect(watcher.Live).ToBeVisibleAsync();

        await job.DoAsync("progress", """{"processedItems":84,"currentStatus":"Reading the books"}""");
        await watcher.ExpectPercentAsync(42);
        await Assertions.Expect(watcher.Page.GetByText("84 of 200")).ToBeVisibleAsync();
        await Assertions.Expect(watcher.Page.GetByText("Reading the books")).ToBeVisibleAsync();
        await job.DoAsync("complete", """{"result":{"enriched":190,"failed":10}}""");

        await Assertions.Expect(watcher.Status).ToHaveTextAsync("Completed");
        await Assertions.Expect(watcher.Page.GetByRole(AriaRole.Heading, new() { Name = "Result" })).ToBeVisibleAsync();
        await Assertions.Expect(watcher.Page.GetByText("enriched")).ToBeVisibleAsync();
        await Assertions.Expect(watcher.CancelButton).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_token_leaves_the_address_is_never_sent_in_one_and_stays_on_the_device()
    {
        var job = await JobClient.StartAsync(Server.Http);
        var watcher = await WatchAsync(job);
        List<string> asked = [];
        watcher.Page.Request += (_, request) => asked.Add(request.Url);
        await watcher.OpenAsync(job.Token);
        await watcher.ExpectPercentAsync(0);
        Assert.EndsWith($"/jobs/{job.JobId}", watcher.Page.Url, StringComparison.Ordinal);

        await watcher.OpenAsync();
        await watcher.ExpectPercentAsync(0);
        Assert.DoesNotContain(asked, url => new Uri(url).PathAndQuery.Contains(job.Token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_has_the_link_cancels_a_job_after_being_asked()
    {
        var job = await JobClient.StartAsync(Server.Http);
        var watcher = await WatchAsync(job);
        await watcher.OpenAsync(job.Token);

        await watcher.CancelButton.ClickAsync();
        Assert.Equal("running", (string?)(await job.GetAsync()).Json["status"]);
        await watcher.CancelYes.ClickAsync();

        await Assertions.Expect(watcher.Status).ToHaveTextAsync("Canceled");
        Assert.Equal("canceled", (string?)(await job.GetAsync()).Json["status"]);
    }

    [Fact]
    public async Task A_job_that_is_open_to_all_is_followed_without_a_token_but_not_cancelled()
    {
        var job = await JobClient.StartAsync(Server.Http, """ "publicRead":true """);
        var watcher = await WatchAsync(job);
        await watcher.OpenAsync();
        await watcher.ExpectPercentAsync(0);
        await Assertions.Expect(watcher.Live).ToBeVisibleAsync();
        await Assertions.Expect(watcher.CancelButton).ToHaveCountAsync(0);

        await job.DoAsync("fail", """{"code":"disk_full","message":"No space left"}""");
        await Assertions.Expect(watcher.Status).ToHaveTextAsync("Failed");
        await Assertions.Expect(watcher.Page.GetByText("No space left")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_script_a_job_that_is_open_to_all_can_be_read()
    {
        var job = await JobClient.StartAsync(Server.Http, """ "publicRead":true,"totalCount":4 """);
        await job.DoAsync("progress", """{"processedItems":1}""");
        var device = await NewDeviceAsync(Devices.Phone.WithoutScript());
        var watcher = new JobPage(await device.Context.NewPageAsync(), job.JobId);

        await watcher.OpenAsync();
        await watcher.ExpectPercentAsync(25);
        await Assertions.Expect(watcher.Page.GetByText("1 of 4")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_its_token_a_job_that_is_not_open_shows_that_there_is_nothing_to_see()
    {
        var job = await JobClient.StartAsync(Server.Http);
        var watcher = await WatchAsync(job);

        await watcher.OpenAsync();
        await Assertions.Expect(watcher.Hidden).ToBeVisibleAsync();
        await watcher.OpenAsync(job.Token[..^3] + "abc");
        await Assertions.Expect(watcher.Hidden).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_network_the_page_says_how_old_it_is_and_catches_up_when_it_is_back()
    {
        var job = await JobClient.StartAsync(Server.Http, """ "totalCount":4 """);
        var watcher = await WatchAsync(job);
        await watcher.OpenAsync(job.Token);
        await watcher.ExpectPercentAsync(0);
        await watcher.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(watcher.Page.GetByText("Not updated since")).ToBeVisibleAsync();
        await job.DoAsync("progress", """{"processedItems":3}""");
        await watcher.ExpectPercentAsync(0);

        await watcher.Page.Context.SetOfflineAsync(false);
        await watcher.ExpectPercentAsync(75);
        await Assertions.Expect(watcher.Live).ToBeVisibleAsync();
    }

    private async Task<JobPage> WatchAsync(JobClient job)
    {
        var device = await NewDeviceAsync(Devices.Phone);
        return new JobPage(await device.Context.NewPageAsync(), job.JobId);
    }
}
