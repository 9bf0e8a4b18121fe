using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Queue.Server.Configuration;
using Queue.Server.Tests.Fixtures;

namespace Queue.Server.Tests.Configuration;

/// <summary>Every setting has its row in the documentation, and no row names a setting that is none.</summary>
public sealed partial class ConfigurationDocsTests
{
    private static readonly Dictionary<string, (string Default, string Row)> Rows = Repository.Read("docs/configuration.md").Split('\n')
        .Where(line => line.StartsWith("| `Queue__", StringComparison.Ordinal))
        .Select(line => line.Split('|'))
        .ToDictionary(
            cells => KeyForm().Match(cells[1]).Value, cells => (cells[2].Trim(), string.Join('|', cells)), StringComparer.Ordinal);

    public static TheoryData<string> Keys() => [.. Settings().Select(s => s.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_setting_is_documented(string key) => Assert.Contains(key, Rows.Keys);

    [Fact]
    public void Nothing_is_documented_that_is_no_setting() =>
        Assert.Empty(Rows.Keys.Except(Settings().Select(s => s.Key), StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_number_is_documented_with_its_default(string key)
    {
        var value = Settings().Single(s => string.Equals(s.Key, key, StringComparison.Ordinal)).Default;
        if (value is int or bool or TimeSpan)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{value}").ToLowerInvariant();
            Assert.Contains(text, Rows[key].Default.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    // Found by reflection, so that a new section or key cannot be forgotten.
    private static IEnumerable<(string Key, object? Default)> Settings() =>
        from type in typeof(QueueOptions).Assembly.GetTypes()
        where type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is not null
        let section = (string)type.GetField("Section")!.GetRawConstantValue()!
        let defaults = Activator.CreateInstance(type)
        from property in type.GetProperties()
        where property.CanWrite
        let suffix = property.PropertyType.IsArray ? "__0" : ""
        select ($"{section.Replace(":", "__", StringComparison.Ordinal)}__{property.Name}{suffix}", property.GetValue(defaults));

    [GeneratedRegex("Queue__[A-Za-z0-9_]+")]
    private static partial Regex KeyForm();
}
