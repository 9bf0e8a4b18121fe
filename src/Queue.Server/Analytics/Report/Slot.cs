namespace Queue.Server.Analytics.Report;

/// <summary>An hour of the week by the venue's clock.</summary>
/// <param name="Day">The weekday.</param>
/// <param name="Hour">0 to 23.</param>
internal readonly record struct Slot(DayOfWeek Day, int Hour)
{
    public static Slot Of(DateTimeOffset local) => new(local.DayOfWeek, local.Hour);
}
