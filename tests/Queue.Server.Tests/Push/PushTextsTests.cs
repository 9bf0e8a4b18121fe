using Queue.Server.Push;

namespace Queue.Server.Tests.Push;

public sealed class PushTextsTests
{
    private static readonly string[] Kinds =
    [
        PushKinds.JoinConfirm, PushKinds.Called, PushKinds.CalledAgain, PushKinds.FalseAlarm, PushKinds.NoShow, PushKinds.Removed,
        PushKinds.Closed, PushKinds.Test, PushKinds.Position(2),
    ];

    public static TheoryData<string> Languages() => ["en", "es", "fr", "de", "zh"];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_a_sentence_of_its_own_for_every_kind(string language)
    {
        var sentences = Kinds.Select(kind => PushTexts.Of(language, kind, 3)).ToList();
        Assert.Equal(Kinds.Length, sentences.Distinct(StringComparer.Ordinal).Count());
        Assert.All(sentences, sentence => Assert.DoesNotContain("{", sentence, StringComparison.Ordinal));
        Assert.True(language == "en" || !sentences.Intersect(Kinds.Select(kind => PushTexts.Of("en", kind, 3)), StringComparer.Ordinal).Any());
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void P2_Minutes_and_positions_are_in_the_sentence(string language)
    {
        Assert.Contains("1", PushTexts.Of(language, PushKinds.Called, 1), StringComparison.Ordinal);
        Assert.Contains("30", PushTexts.Of(language, PushKinds.Called, 30), StringComparison.Ordinal);
        Assert.Contains("1", PushTexts.Of(language, PushKinds.CalledAgain, 1), StringComparison.Ordinal);
        Assert.Contains("30", PushTexts.Of(language, PushKinds.CalledAgain, 30), StringComparison.Ordinal);
        Assert.Contains("5", PushTexts.Of(language, PushKinds.Position(5), 5), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("ZH-Hant-TW", "zh")]
    [InlineData("fr_CA", "fr")]
    [InlineData("es,en;q=0.5", "es")]
    [InlineData("tlh", "en")]
    [InlineData("", "en")]
    [InlineData(null, "en")]
    [InlineData("\u0000", "en")]
    public void A_tag_that_we_do_not_speak_is_English(string? tag, string language) => Assert.Equal(language, PushTexts.LanguageOf(tag));
}
