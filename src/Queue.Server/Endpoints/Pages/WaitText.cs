using Queue.Server.Web;

namespace Queue.Server.Endpoints.Pages;

/// <summary>A wait as guests read it: a range in steps of five minutes, and no number when it is less than one step.</summary>
internal static class WaitText
{
    private const double StepMs = 5 * 60_000;
    private const int StepMinutes = 5;

    public static string Of(Words words, long lowMs, long highMs)
    {
        var low = (int)Math.Floor(lowMs / StepMs) * StepMinutes;
        var high = Math.Max((int)Math.Ceiling(highMs / StepMs) * StepMinutes, low + StepMinutes);
        return highMs <= StepMs
            ? words.Say("common.soon")
            : words.Say("common.minutes", ("low", low.ToString(words.Culture)), ("high", high.ToString(words.Culture)));
    }
}
