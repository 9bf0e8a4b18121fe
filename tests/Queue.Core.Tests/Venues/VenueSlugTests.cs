using Queue.Core.Venues;

namespace Queue.Core.Tests.Venues;

public sealed class VenueSlugTests
{
    [Theory]
    [InlineData("trattoria", true)]
    [InlineData("a-1", true)]
    [InlineData("ab", false)]
    [InlineData("-abc", false)]
    [InlineData("abc-", false)]
    [InlineData("Abc", false)]
    [InlineData("a_c", false)]
    [InlineData("käse", false)]
    [InlineData(null, false)]
    public void A_slug_is_three_to_sixty_plain_characters(string? text, bool valid) => Assert.Equal(valid, VenueSlug.IsValid(text));

    [Fact]
    public void Sixty_characters_are_the_most() => Assert.Equal((true, false), (VenueSlug.IsValid(new('a', 60)), VenueSlug.IsValid(new('a', 61))));

    [Theory]
    [InlineData("Trattoria da Ugo", "trattoria-da-ugo")]
    [InlineData("  Café  L'Été!  ", "cafe-l-ete")]
    [InlineData("Zum Löwen 2", "zum-lowen-2")]
    [InlineData("寿司", "venue")]
    [InlineData("Go", "venue")]
    [InlineData("", "venue")]
    public void A_name_makes_a_slug(string name, string slug) => Assert.Equal(slug, VenueSlug.Of(name));

    [Fact]
    public void A_long_name_makes_a_valid_slug() => Assert.True(VenueSlug.IsValid(VenueSlug.Of(string.Concat(Enumerable.Repeat("abcde fghi ", 20)))));
}
