using System.Net;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

public sealed class VenuesPageTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Theory]
    [InlineData("en", "Your venues")]
    [InlineData("de", "Ihre Lokale")]
    [InlineData("es", "Tus locales")]
    [InlineData("fr", "Vos lieux")]
    [InlineData("zh", "您的店铺")]
    public async Task It_holds_no_venue_itself_whatever_credential_comes_along(string language, string title)
    {
        var venue = await VenueClient.CreateAsync(shared.Http);

        var page = await new Browser(shared.Http, language).OpenAsync("/venues", ("Authorization", $"Bearer {venue.Owner.Key}"));
        Assert.Equal((HttpStatusCode.OK, "private, no-cache"), (page.Status, page.Header("Cache-Control")));
        Assert.Contains($"<title>{title}</title>", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        foreach (var secret in (string[])["Trattoria", venue.Code, venue.Slug, venue.Id, venue.Owner.Key])
        {
            Assert.DoesNotContain(secret, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_unknown_address_by_name_is_a_page_that_says_so()
    {
        var page = await new Browser(shared.Http).OpenAsync("/v/nobody-has-this");
        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("<h1>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_poster_of_a_venue_is_that_of_its_code()
    {
        var venue = await VenueClient.CreateAsync(shared.Http);
        var page = await new Browser(shared.Http).OpenAsync($"/poster/{venue.Code}");
        Assert.Contains($"/q/{venue.Code}", page.Text, StringComparison.Ordinal);
        Assert.Contains("Trattoria", page.Text, StringComparison.Ordinal);
    }
}
