using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Queue.Server.Metrics;

/// <summary>
/// Listens to this server's own meters and writes their values in the Prometheus text format 0.0.4. Names follow OpenTelemetry
/// (<c>queue.room.commits</c>) and are turned into Prometheus' (<c>queue_room_commits_total</c>).
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    private static readonly double[] Bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), Series> series = new();
    private readonly MeterListener listener = new();

    public PrometheusText(IMeterFactory meters)
    {
        // A listener hears every meter of the process; the scope tells those of this server from another's in the same process.
        listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("Queue.", StringComparison.Ordinal) && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.Start();
    }

    /// <summary>The current values.</summary>
    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var group in series.GroupBy(pair => pair.Key.Instrument).OrderBy(group => group.Key.Name, StringComparer.Ordinal))
        {
            var name = NameOf(group.Key);
            var kind = group.Key is Histogram<double> ? "histogram" : IsCounter(group.Key) ? "counter" : "gauge";
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {group.Key.Description}\n# TYPE {name} {kind}\n");
            foreach (var (key, value) in group.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
            {
                value.Write(text, name, key.Labels);
            }
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    private static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit is "s" ? "_seconds" : "");
        return IsCounter(instrument) ? name + "_total" : name;
    }

    private static bool IsCounter(Instrument instrument) => instrument is Counter<long> or ObservableCounter<long>;

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : ",")}{name.Replace('.', '_')}=\"{value}\"");
        }

        return text.ToString();
    }

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var found = series.GetOrAdd(
            (instrument, LabelsOf(tags)),
            static key => key.Instrument is Histogram<double> ? new Buckets() : IsCounter(key.Instrument) ? new Sum() : new Last());
        found.Record(value);
    }

    private abstract class Series
    {
        public abstract void Record(double value);

        public abstract void Write(StringBuilder text, string name, string labels);

        protected static void Line(StringBuilder text, string name, string labels, double value) => text.Append(
            CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : "{" + labels + "}")} {value}\n");
    }

    private sealed class Sum : Series
    {
        private long sum;

        public override void Record(double value) => Interlocked.Add(ref sum, (long)value);

        public override void Write(StringBuilder text, string name, string labels) => Line(text, name, labels, Interlocked.Read(ref sum));
    }

    private sealed class Last : Series
    {
        private double last;

        public override void Record(double value) => Volatile.Write(ref last, value);

        public override void Write(StringBuilder text, string name, string labels) => Line(text, name, labels, Volatile.Read(ref last));
    }

    private sealed class Buckets : Series
    {
        private readonly Lock gate = new();
        private readonly long[] counts = new long[Bounds.Length + 1];
        private double sum;

        public override void Record(double value)
        {
            var index = Array.FindIndex(Bounds, bound => value <= bound);
            lock (gate)
            {
                counts[index < 0 ? Bounds.Length : index]++;
                sum += value;
            }
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            lock (gate)
            {
                long count = 0;
                var prefix = labels.Length == 0 ? "" : labels + ",";
                for (var i = 0; i < counts.Length; i++)
                {
                    count += counts[i];
                    var bound = i < Bounds.Length ? Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
                    Line(text, name + "_bucket", $"{prefix}le=\"{bound}\"", count);
                }

                Line(text, name + "_sum", labels, sum);
                Line(text, name + "_count", labels, count);
            }
        }
    }
}
