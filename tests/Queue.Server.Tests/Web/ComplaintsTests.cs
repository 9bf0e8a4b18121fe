using System.Text.RegularExpressions;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Web;

/// <summary>The page about complaints names tests; a test that goes or gets another name must not leave a claim behind.</summary>
public sealed partial class ComplaintsTests
{
    private const int Complaints = 15;

    [Fact]
    public void Every_complaint_has_tests_and_each_of_them_exists()
    {
        var known = CSharpTests().Concat(BrowserTests()).ToHashSet(StringComparer.Ordinal);
        var sections = Repository.Read("docs/complaints.md").Split("\n## ")[1..];

        Assert.Equal(Enumerable.Range(1, Complaints), sections.Select(section => int.Parse(section.Split('.')[0], null)));
        foreach (var section in sections)
        {
            var named = Named().Matches(section).Select(match => match.Groups["name"].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, name => Assert.Contains(name, known));
        }
    }

    // A method is a test when an attribute that says so stands before it.
    private static IEnumerable<string> CSharpTests() =>
        Files("tests", "*.cs").SelectMany(text => Method().Matches(text)).Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> BrowserTests() =>
        Files("src/web/src", "*.test.ts").SelectMany(text => Sentence().Matches(text)).Select(match => match.Groups["name"].Value);

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex("^- `(?<name>[^`]+)`$", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"\[(?:Fact|Theory)\b(?:(?!\n\s*(?:public|private|internal) )[\s\S])*?\n\s*public (?:async )?(?:Task|void) (?<name>\w+)\(")]
    private static partial Regex Method();

    [GeneratedRegex(@"^test\(\s*'(?<name>[^']+)'", RegexOptions.Multiline)]
    private static partial Regex Sentence();
}
