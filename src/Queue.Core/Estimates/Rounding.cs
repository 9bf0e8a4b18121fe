namespace Queue.Core.Estimates;

/// <summary>Short numbers for what is stored. Only operations that give the same bits on every machine.</summary>
internal static class Rounding
{
    private const double Largest = 1e15;

    /// <summary>Rounds to thousandths; never gives a negative zero.</summary>
    public static double Thousandths(double value) => Math.Round(value, 3) + 0.0;

    /// <summary>Rounds to so many significant digits; what is beyond ±10^15 is cut off there.</summary>
    public static double Significant(double value, int digits)
    {
        var exact = (decimal)Math.Clamp(value, -Largest, Largest);
        var decimals = digits;
        for (var whole = Math.Abs(exact); whole >= 1; whole /= 10)
        {
            decimals--;
        }

        if (decimals >= 0)
        {
            return (double)Math.Round(exact, decimals) + 0.0;
        }

        var unit = 1m;
        for (; decimals < 0; decimals++)
        {
            unit *= 10;
        }

        return (double)(Math.Round(exact / unit) * unit);
    }
}
