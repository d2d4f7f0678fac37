using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class WorkingDeadlineTests
{
    [Fact]
    public void Calculate_OverSpringFestival_PrintsEveryRunOfDays()
    {
        var deadline = WorkingDeadline.Calculate(WorkTimeData.Timeline, WorkTimeData.Local("2026-02-12 16:00"), 8);

        Assert.Equal(WorkTimeData.Local("2026-03-02 17:30"), deadline.DueAt);
        Assert.False(deadline.IsProvisional);
        Assert.Equal(
            [
                "从2月12日（星期四）的第二天起，数8个工作日",
                "2月13日（星期五）：工作日，第1个",
                "2月14日（星期六）：春节调休上班，第2个（国办发明电〔2025〕7号）",
                "2月15日（星期日）至2月23日（星期一）：春节假期，不计（国办发明电〔2025〕7号）",
                "2月24日（星期二）至2月27日（星期五）：工作日，第3至第6个",
                "2月28日（星期六）：春节调休上班，第7个（国办发明电〔2025〕7号）",
                "3月1日（星期日）：周末，不计",
                "3月2日（星期一）：工作日，第8个",
                "截止：3月2日（星期一）17:30",
            ],
            deadline.Steps);
    }

    [Fact]
    public void Calculate_IntoYearWithoutPaper_IsFlagged()
    {
        var deadline = WorkingDeadline.Calculate(WorkTimeData.Timeline, WorkTimeData.Local("2026-12-30 16:00"), 2);

        Assert.True(deadline.IsProvisional);
        Assert.Equal(WorkTimeData.Local("2027-01-04 17:30"), deadline.DueAt);
        Assert.Equal(
            ["截止：2027年1月4日（星期一）17:30", "2027年的放假安排还没有公布，这里按星期和法定节日推算，公布后可能变动"],
            deadline.Steps.TakeLast(2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(60)]
    [InlineData(250)]
    public void Calculate_AnyLength_AgreesWithTheTimeline(int days)
    {
        var from = WorkTimeData.Local("2025-01-24 10:00");

        var deadline = WorkingDeadline.Calculate(WorkTimeData.Timeline, from, days);

        Assert.Equal(WorkTimeData.Timeline.AddWorkingDays(from, days), deadline.DueAt);
        Assert.Contains($"第{days}个", deadline.Steps[^2], StringComparison.Ordinal);
    }
}
