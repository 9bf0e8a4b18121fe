using Queue.Core.Jobs;
using Queue.Core.Rooms;
using Queue.Core.Tests.Rooms;
using static Queue.Core.Tests.Waitlist.Evening;

namespace Queue.Core.Tests.Jobs;

public sealed class JobTests
{
    private static readonly JobError Broken = new("no_disk", "The disk is full");

    [Fact]
    public void A_new_job_is_running_and_at_nothing()
    {
        var job = Job(Started());
        Assert.Equal((JobStatus.Running, new JobProgress(0, 0, 20, "")), (job.Status, job.Progress));
    }

    [Fact]
    public void Progress_is_what_the_worker_said_last_and_what_it_left_out_stays()
    {
        var spec = Started().When(new ReportProgress(0.25, 5, null, "reading"), At(1)).When(new ReportProgress(null, 6, null, null), At(2));
        Assert.Equal(new JobProgress(0.3, 6, 20, "reading"), Job(spec).Progress);
    }

    [Fact]
    public void J5_every_value_is_kept_however_fast_they_come()
    {
        var spec = Started();
        for (var i = 1; i <= 19; i++)
        {
            spec = spec.When(new ReportProgress(null, i, null, null), At(1));
            Assert.Equal(i, Job(spec).Progress.ProcessedItems);
        }
    }

    [Fact]
    public void Progress_never_goes_back()
    {
        var spec = Started().When(new ReportProgress(0.8, 16, null, "b"), At(1)).When(new ReportProgress(0.2, 4, null, "a"), At(2));
        Assert.Equal(new JobProgress(0.8, 16, 20, "a"), Job(spec).Progress);
    }

    [Fact]
    public void Progress_that_says_nothing_new_stores_nothing() =>
        Started().When(new ReportProgress(0, 0, 20, ""), At(1)).Then();

    [Fact]
    public void More_items_than_there_were_said_to_be_are_not_more_than_all() =>
        Assert.Equal(1, Job(Started().When(new ReportProgress(null, 30, null, null), At(1))).Progress.Fraction);

    [Fact]
    public void A_completed_job_is_whole_and_has_its_result()
    {
        var job = Job(Started().When(new CompleteJob("{\"books\":3}", null), At(5)));
        Assert.Equal((JobStatus.Completed, 1, 20, "{\"books\":3}"), (job.Status, job.Progress.Fraction, job.Progress.ProcessedItems, job.Result));
        Assert.Equal(At(5), job.EndedAt);
    }

    [Fact]
    public void A_failed_job_says_why()
    {
        var job = Job(Started().When(new FailJob(Broken), At(5)));
        Assert.Equal((JobStatus.Failed, Broken), (job.Status, job.Error));
    }

    public static TheoryData<string> Ends => ["completed", "failed", "canceled", "timed_out"];

    [Theory]
    [MemberData(nameof(Ends))]
    public void J10_how_a_job_ended_is_final(string end)
    {
        var over = Over(end);
        over.When(new ReportProgress(0.5, null, null, null), At(9999)).ThenRejected("job_over");
        over.When(new CompleteJob(null, null), At(9999)).ThenRejected("job_over");
        over.When(new FailJob(Broken), At(9999)).ThenRejected("job_over");
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("timed_out")]
    public void A_job_that_ended_by_itself_cannot_be_cancelled(string end) => Over(end).When(new CancelJob(), At(9999)).ThenRejected("job_over");

    [Fact]
    public void Cancelling_twice_is_cancelling_once()
    {
        var cancelled = Over("canceled");
        Assert.True(Job(cancelled).Canceled);
        cancelled.When(new CancelJob(), At(9)).Then();
    }

    [Fact]
    public void F4_a_job_whose_deadline_passed_timed_out_whatever_comes_then()
    {
        var spec = Started(deadline: At(60)).When(new CompleteJob(null, null), At(60));
        spec.ThenRejected("job_over", new JobTimedOut { At = At(60) });
        Assert.Equal(JobStatus.TimedOut, Job(spec).Status);
    }

    [Fact]
    public void A_job_that_is_over_has_no_deadline()
    {
        Assert.Equal(At(60), RoomLogic.NextDeadline(Started(deadline: At(60)).Room));
        Assert.Null(RoomLogic.NextDeadline(Started(deadline: At(60)).When(new CancelJob(), At(5)).Room));
    }

    [Fact]
    public void A_keyed_report_that_is_repeated_counts_once() =>
        Started().When(new ReportProgress(null, 3, null, null), At(1), Key()).When(new ReportProgress(null, 3, null, null), At(2), Key()).Then();

    internal static Spec Started(DateTimeOffset? deadline = null)
    {
        var start = new StartJob
        {
            Id = RoomId.From(new byte[32]),
            JobId = "import-7",
            Owner = new OwnerId("own_1"),
            Work = "csv_import",
            TotalItems = 20,
            Deadline = deadline,
        };
        return Spec.Given(RoomLogic.Decide(null, start, null, Start).State);
    }

    private static Spec Over(string end) => end switch
    {
        "completed" => Started().When(new CompleteJob(null, null), At(5)),
        "failed" => Started().When(new FailJob(Broken), At(5)),
        "canceled" => Started().When(new CancelJob(), At(5)),
        "timed_out" => Started(deadline: At(5)).When(new DeadlinePassed(), At(5)),
        _ => throw new ArgumentOutOfRangeException(nameof(end)),
    };

    private static JobState Job(Spec spec) => Assert.IsType<JobState>(spec.Room);
}
