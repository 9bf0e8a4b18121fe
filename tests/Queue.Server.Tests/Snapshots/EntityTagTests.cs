using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Queue.Server.Snapshots;

namespace Queue.Server.Tests.Snapshots;

public sealed partial class EntityTagTests
{
    [Theory]
    [InlineData("\"x\"", true)]
    [InlineData("  \"x\"\t", true)]
    [InlineData("W/\"x\"", true)]
    [InlineData("*", true)]
    [InlineData(" * ", true)]
    [InlineData("\"a\",\"x\"", true)]
    [InlineData("\"a\" , W/\"x\" , \"b\"", true)]
    [InlineData(",,\"x\",,", true)]
    [InlineData("\"a,x\",\"x\"", true)]
    [InlineData("\"\",\"x\"", true)]
    [InlineData("", false)]
    [InlineData(",", false)]
    [InlineData("x", false)]
    [InlineData("\"x", false)]
    [InlineData("x\"", false)]
    [InlineData("\"X\"", false)]
    [InlineData("w/\"x\"", false)]
    [InlineData("W/ \"x\"", false)]
    [InlineData("W/x", false)]
    [InlineData("\"*\"", false)]
    [InlineData("\"a,x\"", false)]
    [InlineData("\"a\"x\"", false)]
    [InlineData("'x'", false)]
    [InlineData("\"xx\"", false)]
    [InlineData("\" x\"", false)]
    public void A_line_matches_as_the_standard_says(string line, bool matches) =>
        Assert.Equal(matches, EntityTag.Matches(line, "\"x\""));

    [Fact]
    public void Any_of_several_lines_may_match() =>
        Assert.True(EntityTag.Matches(new StringValues(["garbage", "\"a\"", null, "\"x\""]), "\"x\""));

    [Fact]
    public void No_line_matches_nothing() => Assert.False(EntityTag.Matches(StringValues.Empty, "\"x\""));

    [Fact]
    public void Whatever_stands_there_is_read_without_throwing()
    {
        // Every text of up to six of these characters: all the ways to begin and not to end.
        const string Alphabet = "W/\"x,* ";
        for (var number = 0; number < 117_649; number++)
        {
            var text = string.Concat(Enumerable.Range(0, 6).Select(i => Alphabet[number / (int)Math.Pow(7, i) % 7]));
            Assert.Equal(Oracle(text), EntityTag.Matches(text, "\"x\""));
        }
    }

    // The same in other words: cut off one well-formed tag after another; the rest is what does not begin like one.
    private static bool Oracle(string text)
    {
        if (text.Trim() is "*")
        {
            return true;
        }

        while (Tag().Match(text) is { Success: true } tag)
        {
            if (tag.Groups["tag"].Value is "\"x\"")
            {
                return true;
            }

            text = text[tag.Length..];
        }

        return false;
    }

    [GeneratedRegex("^[ ,]*(W/)?(?<tag>\"[^\"]*\")", RegexOptions.ExplicitCapture)]
    private static partial Regex Tag();
}
