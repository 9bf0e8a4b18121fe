using System.Globalization;
using Queue.Server.Http;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Http;

/// <summary>The list of errors that people read is the one that the server has.</summary>
public sealed class ErrorCatalogueTests
{
    private static readonly string[][] Rows =
    [
        .. Repository.Read("docs/errors.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()),
    ];

    [Fact]
    public void The_documentation_lists_every_code_with_its_status_and_meaning() => Assert.Equal(
        ErrorCatalogue.All.Values.Select(kind => $"{kind.Code} {kind.Status} {kind.Title}"),
        Rows.Select(row => $"{row[0].Trim('`')} {row[1]} {row[2]}"));

    [Fact]
    public void The_documentation_says_what_to_do_about_every_code() => Assert.All(Rows, row => Assert.True(row is [_, _, _, { Length: > 10 }]));

    [Fact]
    public void A_code_is_snake_case_and_a_status_an_error() => Assert.All(ErrorCatalogue.All.Values, kind =>
    {
        Assert.Matches("^[a-z]+(_[a-z]+)*$", kind.Code);
        Assert.InRange(kind.Status, 400, 503);
        Assert.False(kind.Title.EndsWith('.'), string.Create(CultureInfo.InvariantCulture, $"{kind.Code} is a title, no sentence."));
    });
}
