using Queue.Server.Web;

namespace Queue.Server.Tests.Web;

public sealed class HtmlTests
{
    [Theory]
    [InlineData("<b>", "&lt;b&gt;")]
    [InlineData("\" onload=\"x", "&quot; onload=&quot;x")]
    [InlineData("' onload='x", "&#x27; onload=&#x27;x")]
    [InlineData("a&b", "a&amp;b")]
    [InlineData("Zoë 王 مرحبا", "Zoë 王 مرحبا")]
    [InlineData(null, "")]
    public void What_is_put_in_is_encoded(string? value, string encoded) =>
        Assert.Equal($"<p title=\"{encoded}\">{encoded}</p>", Html.Of($"<p title=\"{value}\">{value}</p>").ToString());

    [Fact]
    public void Markup_of_ours_is_put_in_as_it_is()
    {
        var inner = Html.Of($"<b>{"<"}</b>");
        Assert.Equal("<p><b>&lt;</b><b>&lt;</b>3</p>", Html.Of($"<p>{Html.All([inner, inner])}{3}{Html.If(false, inner)}{default(Html)}</p>").ToString());
    }
}
