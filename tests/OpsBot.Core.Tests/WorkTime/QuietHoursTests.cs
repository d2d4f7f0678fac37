using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Quiet = WorkTimeData.QuietHours;

    [Theory]
    [InlineData("2026-11-20 08:29:59", false)]
    [InlineData("2026-11-20 08:30:00", true)]
    [InlineData("2026-11-20 11:57:59", true)]
    [InlineData("2026-11-20 11:58:00", false)]
    [InlineData("2026-11-20 12:00:00", false)]
    [InlineData("2026-11-20 13:00:00", false)]
    [InlineData("2026-11-20 14:30:00", true)]
    [InlineData("2026-11-20 17:27:59", true)]
    [InlineData("2026-11-20 17:28:00", false)]
    [InlineData("2026-11-20 17:30:00", false)]
    [InlineData("2026-02-14 09:00:00", true)]
    [InlineData("2026-02-17 09:00:00", false)]
    [InlineData("2026-02-28 17:00:00", true)]
    [InlineData("2026-03-07 09:00:00", false)]
    public void IsOpen_EndsOfWindows_IncludeStartExcludeGuard(string now, bool open) =>
        Assert.Equal(open, Quiet.IsOpen(WorkTimeData.Local(now)));

    [Theory]
    [InlineData("2026-11-20 09:00:00", "2026-11-20 09:00:00")]
    [InlineData("2026-11-20 11:58:00", "2026-11-20 14:30:00")]
    [InlineData("2026-11-20 12:30:00", "2026-11-20 14:30:00")]
    [InlineData("2026-11-20 17:28:00", "2026-11-23 08:30:00")]
    [InlineData("2026-02-14 17:59:59", "2026-02-24 08:30:00")]
    [InlineData("2026-09-30 18:00:30", "2026-10-08 08:30:00")]
    [InlineData("2026-12-31 18:00:00", "2027-01-04 08:30:00")]
    public void NextOpening_ClosedInstant_IsNextStartOfWindow(string now, string next) =>
        Assert.Equal(WorkTimeData.Local(next), Quiet.NextOpening(WorkTimeData.Local(now)));

    [Theory]
    [InlineData("2026-11-20 09:00:00", "2026-11-20 12:00:00")]
    [InlineData("2026-11-20 11:59:59", "2026-11-20 12:00:00")]
    [InlineData("2026-11-20 14:30:00", "2026-11-20 17:30:00")]
    public void CurrentClosing_InsideWindow_IsItsEnd(string now, string closing) =>
        Assert.Equal(WorkTimeData.Local(closing), Quiet.CurrentClosing(WorkTimeData.Local(now)));

    [Theory]
    [InlineData("2026-11-20 12:00:00")]
    [InlineData("2026-11-22 10:00:00")]
    public void CurrentClosing_OutsideWindows_IsNull(string now) => Assert.Null(Quiet.CurrentClosing(WorkTimeData.Local(now)));

    [Theory]
    [InlineData("2026-11-22 10:00:00", QuietState.RestDay, "11月22日是星期日，休息；下一个工作时段：11月23日（星期一）08:30")]
    [InlineData("2026-11-20 09:00:00", QuietState.Open, "11月20日（星期五）是工作日；现在是工作时段，到12:00为止")]
    [InlineData("2026-11-20 07:00:00", QuietState.BeforeOpening, "11月20日（星期五）是工作日；08:30上班，现在还没到；下一个工作时段：11月20日（星期五）08:30")]
    [InlineData("2026-11-20 13:00:00", QuietState.Break, "11月20日（星期五）是工作日；现在是午间休息；下一个工作时段：11月20日（星期五）14:30")]
    [InlineData("2026-11-20 17:29:00", QuietState.ClosingSoon, "11月20日（星期五）是工作日；离17:30下班不到120秒，不再发送；下一个工作时段：11月23日（星期一）08:30")]
    [InlineData("2026-11-20 20:00:00", QuietState.AfterClosing, "11月20日（星期五）是工作日；当天的工作时段已在17:30结束；下一个工作时段：11月23日（星期一）08:30")]
    [InlineData("2026-02-17 10:00:00", QuietState.RestDay, "2月17日（星期二）是春节假期，休息（国办发明电〔2025〕7号）；下一个工作时段：2月24日（星期二）08:30")]
    [InlineData("2026-02-14 15:00:00", QuietState.Open, "2月14日（星期六）是春节调休的上班日（国办发明电〔2025〕7号）；现在是工作时段，到17:30为止")]
    [InlineData("2026-12-26 10:00:00", QuietState.RestDay, "12月26日是星期六，休息；下一个工作时段：12月28日（星期一）08:30；2027年的放假安排还没有公布，这里按星期和法定节日推算，公布后可能变动")]
    [InlineData("2026-12-31 20:00:00", QuietState.AfterClosing, "12月31日（星期四）是工作日；当天的工作时段已在17:30结束；下一个工作时段：2027年1月4日（星期一）08:30；2027年的放假安排还没有公布，这里按星期和法定节日推算，公布后可能变动")]
    [InlineData("2027-02-08 10:00:00", QuietState.RestDay, "2月8日（星期一）是春节假期，休息；下一个工作时段：2月9日（星期二）08:30；2027年的放假安排还没有公布，这里按星期和法定节日推算，公布后可能变动")]
    public void Explain_EachState_SaysItInWords(string now, QuietState state, string text)
    {
        var explanation = Quiet.Explain(WorkTimeData.Local(now));

        Assert.Equal(state, explanation.State);
        Assert.Equal(text, explanation.Text);
        Assert.Equal(Quiet.NextOpening(WorkTimeData.Local(now)), explanation.NextOpening);
        Assert.Equal(text.Contains("2027年的放假安排", StringComparison.Ordinal), explanation.IsProvisional);
    }
}
