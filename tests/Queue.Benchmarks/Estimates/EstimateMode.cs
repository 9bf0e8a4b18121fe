using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Queue.Core.Estimates;

namespace Queue.Benchmarks.Estimates;

/// <summary>
/// Estimates waits for events read as JSON lines, one answer line for each join, written before the next line is read. Nothing is
/// kept besides the product's own estimator, so nothing is known but what was read.
/// </summary>
internal sealed class EstimateMode(TextWriter output)
{
    /// <summary>The argument that starts it.</summary>
    public const string Mode = "estimate";

    private const int FivePm = 17 * 60;

    private readonly Dictionary<string, long> places = new(StringComparer.Ordinal);
    private VenuePrior prior = VenuePrior.Unknown;
    private EstimateModel model = EstimateModel.Empty;
    private EveningWaits? evening;
    private double opened;
    private double last = double.NegativeInfinity;
    private long joined;

    /// <summary>Reads to the end.</summary>
    /// <returns>0, or 1 when a line was not understood; the error output names it.</returns>
    public static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter error)
    {
        var mode = new EstimateMode(output);
        for (var number = 1; await input.ReadLineAsync() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                await mode.ReadAsync(line);
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
            {
                await error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Line {number}: {e.Message}"));
                return 1;
            }
        }

        return 0;
    }

    private async Task ReadAsync(string line)
    {
        using var document = JsonDocument.Parse(line);
        var fields = new EventFields(document.RootElement);
        switch (fields.Text("type"))
        {
            case "setup":
                SetUp(fields);
                break;
            case "night":
                Open(fields.Minutes("t"), fields.TimeOfDay("start") ?? FivePm);
                break;
            case "join":
                await JoinAsync(fields);
                break;
            case "call":
                Depart(fields, (so, place, minute) => so.Called(place, minute));
                break;
            case "leave" or "noshow":
                Depart(fields, (so, place, minute) => so.Left(place, minute));
                break;
            case "seat":
                At(fields);
                _ = fields.Id("id");
                break;
            case var other:
                throw new FormatException($"\"type\" is \"{other}\"; known are setup, night, join, call, leave, noshow and seat.");
        }
    }

    private void SetUp(EventFields fields)
    {
        if (evening is not null)
        {
            throw new FormatException("\"setup\" has to come before everything else.");
        }

        prior = fields.Setup();
    }

    // Minutes may start again with a night, or go on.
    private void Open(double t, int startMinute)
    {
        model = evening is null ? model : EstimateModel.Fold(evening);
        evening = EveningWaits.Open(model, prior, startMinute);
        (opened, last) = (t, t);
        places.Clear();
    }

    private double At(EventFields fields)
    {
        var t = fields.Minutes("t");
        if (evening is null)
        {
            Open(t, FivePm);
        }

        if (t < last)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"\"t\" is {t} after {last}; it must not fall within a night."));
        }

        last = t;
        return t - opened;
    }

    private async Task JoinAsync(EventFields fields)
    {
        var minute = At(fields);
        var (id, size) = (fields.Id("id"), fields.Size("size"));
        if (!places.TryAdd(id.Key, ++joined))
        {
            throw new FormatException($"{id.Json} waits already.");
        }

        var quote = Current.Quote(size, minute);
        evening = Current.Joined(joined, size, minute);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":{{id.Json}},"lowMin":{{quote.LowMinutes}},"highMin":{{quote.HighMinutes}},"pointMin":{{Math.Round(quote.PointMinutes, 2)}},"method":"{{quote.Method}}"}"""));
        await output.FlushAsync();
    }

    // A party departs once; who is not in the line any more, or never was, is passed over.
    private void Depart(EventFields fields, Func<EveningWaits, long, double, EveningWaits> depart)
    {
        var minute = At(fields);
        if (places.Remove(fields.Id("id").Key, out var place))
        {
            evening = depart(Current, place, minute);
        }
    }

    private EveningWaits Current => evening ?? throw new UnreachableException("Every event opens a night.");
}
