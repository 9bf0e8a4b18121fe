using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Queue.Core.Estimates;

/// <summary>
/// A line through the waits of one band: a + b1·ahead(1–2) + b2·ahead(3–4) + b3·ahead(5+) + c·D + s·D·(speed − 1), by weighted
/// least squares with a ridge towards D itself (a = b = s = 0, c = 1). Only the sums of the normal equations are kept.
/// </summary>
internal static class LineFit
{
    /// <summary>Sums kept: the upper half of XᵀWX row by row, then XᵀWy.</summary>
    public const int Length = Terms * (Terms + 1) / 2 + Terms;

    private const int Terms = 6;
    private const int PaceTerm = 4;

    // The ridge weighs as much as this many average rows, whatever the units of a term.
    private const double RidgeRows = 20;

    // Squares that the terms usually have, counted as three rows so that a term not seen yet stays at its start.
    private const double UsualRows = 3;
    private static readonly double[] UsualSquares = [1, 16, 16, 16, 400, 25];

    /// <summary>The weights of all rows together.</summary>
    public static double Weight(ReadOnlySpan<double> sums) => sums[0];

    /// <summary>Whether the sums of squares, the diagonal of XᵀWX, are none below zero.</summary>
    public static bool HasSquares(ReadOnlySpan<double> sums)
    {
        var at = 0;
        for (var i = 0; i < Terms; i++)
        {
            if (sums[at] < 0)
            {
                return false;
            }

            at += Terms - i;
        }

        return true;
    }

    /// <summary>Adds what a party waited, or takes it back with <paramref name="sign"/> −1, to the same bits as before.</summary>
    public static ImmutableArray<double> Add(ImmutableArray<double> sums, in QuoteInputs inputs, double waited, int sign)
    {
        Span<double> x = stackalloc double[Terms];
        Fill(x, inputs);

        // Long waits vary more, so they weigh less.
        var weight = 15 / (inputs.PaceMinutes + 5);
        var result = sums.ToArray();
        var at = 0;
        for (var i = 0; i < Terms; i++)
        {
            for (var j = i; j < Terms; j++)
            {
                Count(at++, x[i] * x[j]);
            }
        }

        for (var i = 0; i < Terms; i++)
        {
            Count(at++, x[i] * waited);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(result);

        void Count(int index, double product) =>
            result[index] = Rounding.Thousandths(result[index] + sign * Rounding.Thousandths(weight * product));
    }

    /// <summary>Minutes on the line.</summary>
    public static double Minutes(ReadOnlySpan<double> coefficients, in QuoteInputs inputs)
    {
        Span<double> x = stackalloc double[Terms];
        Fill(x, inputs);
        var sum = 0.0;
        for (var i = 0; i < Terms; i++)
        {
            sum += coefficients[i] * x[i];
        }

        return sum;
    }

    /// <summary>The coefficients, by elimination without pivoting: the ridge makes the matrix positive definite.</summary>
    public static double[] Solve(ReadOnlySpan<double> sums)
    {
        var rows = Equations(sums);
        for (var i = 0; i < Terms; i++)
        {
            for (var below = i + 1; below < Terms; below++)
            {
                var factor = rows[below, i] / rows[i, i];
                for (var j = i; j <= Terms; j++)
                {
                    rows[below, j] -= factor * rows[i, j];
                }
            }
        }

        var result = new double[Terms];
        for (var i = Terms - 1; i >= 0; i--)
        {
            var rest = rows[i, Terms];
            for (var j = i + 1; j < Terms; j++)
            {
                rest -= rows[i, j] * result[j];
            }

            result[i] = rest / rows[i, i];
        }

        return result;
    }

    private static double[,] Equations(ReadOnlySpan<double> sums)
    {
        var rows = new double[Terms, Terms + 1];
        var at = 0;
        for (var i = 0; i < Terms; i++)
        {
            for (var j = i; j < Terms; j++)
            {
                rows[i, j] = rows[j, i] = sums[at++];
            }
        }

        for (var i = 0; i < Terms; i++)
        {
            var ridge = RidgeRows * (rows[i, i] + UsualRows * UsualSquares[i]) / (Weight(sums) + UsualRows);
            rows[i, Terms] = sums[at++] + (i == PaceTerm ? ridge : 0);
            rows[i, i] += ridge;
        }

        return rows;
    }

    private static void Fill(Span<double> x, in QuoteInputs inputs)
    {
        x[0] = 1;
        x[1] = inputs.AheadSmall;
        x[2] = inputs.AheadMiddle;
        x[3] = inputs.AheadLarge;
        x[PaceTerm] = inputs.PaceMinutes;
        x[5] = inputs.PaceMinutes * (inputs.Speed - 1);
    }
}
