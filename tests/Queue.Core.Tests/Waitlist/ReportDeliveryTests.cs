using Queue.Core.Waitlist;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Waitlist;

public sealed class ReportDeliveryTests
{
    [Fact]
    public void A_report_shows_on_the_row() => Assert.Equal(
        PushState.Sent, Open(Ann).When(new ReportDelivery(Ann, PushState.Sent, 0), At(5)).View.Host().Queue[0].Push);

    [Theory]
    [InlineData(PushState.Sent, PushState.Failed, PushState.Sent)]
    [InlineData(PushState.Failed, PushState.Sent, PushState.Sent)]
    [InlineData(PushState.Answered, PushState.Shown, PushState.Answered)]
    [InlineData(PushState.Shown, PushState.Shown, PushState.Shown)]
    public void Reports_only_go_forward(PushState first, PushState second, PushState shown) => Assert.Equal(
        shown,
        Open(Ann).When(new ReportDelivery(Ann, first, 1), At(5)).When(new ReportDelivery(Ann, second, 1), At(6)).State.Parties[0].Push);

    [Fact]
    public void A_newer_call_starts_over_and_an_older_one_is_ignored()
    {
        var spec = Open(Ann).When(new ReportDelivery(Ann, PushState.Answered, 1), At(5)).When(new ReportDelivery(Ann, PushState.Sent, 2), At(6));
        Assert.Equal(PushState.Sent, spec.State.Parties[0].Push);
        spec.When(new ReportDelivery(Ann, PushState.Answered, 1), At(7)).Then();
    }

    [Fact]
    public void A_report_does_not_outdate_what_the_host_saw() =>
        Open(Ann).When(new ReportDelivery(Ann, PushState.Sent, 0), At(5)).When(new Seat(Ann, 2), At(6)).ThenAccepted();

    [Fact]
    public void A_report_about_a_party_that_ended_or_never_was_has_no_effect()
    {
        Open(Ann).When(new Leave(Ann), At(5)).When(new ReportDelivery(Ann, PushState.Sent, 0), At(6)).Then();
        Open(Ann).When(new ReportDelivery(Stranger, PushState.Sent, 0), At(6)).Then();
        Open(Ann).When(new Close(), At(5)).When(new ReportDelivery(Ann, PushState.Sent, 0), At(6)).Then();
    }
}
