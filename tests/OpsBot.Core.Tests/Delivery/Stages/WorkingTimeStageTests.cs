using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery.Stages;

public sealed class WorkingTimeStageTests
{
    private static readonly MessageClass[] PassAtAnyHour = [MessageClass.Reply, MessageClass.Receipt];
    private readonly WorkingTimeStage _stage = new();

    public static TheoryData<MessageClass> AllClasses => [.. Enum.GetValues<MessageClass>()];

    [Theory]
    [MemberData(nameof(AllClasses))]
    public void Decide_InsideWindow_PassesEveryClass(MessageClass messageClass) =>
        Assert.IsType<StageDecision.Passed>(_stage.Decide(GateData.Facts("2026-11-20 09:00", messageClass)));

    [Theory]
    [MemberData(nameof(AllClasses))]
    public void Decide_Sunday_PassesOnlyAnswers(MessageClass messageClass)
    {
        var decision = _stage.Decide(GateData.Facts("2026-11-22 10:00", messageClass));

        if (PassAtAnyHour.Contains(messageClass))
            Assert.IsType<StageDecision.Passed>(decision);
        else
            Assert.Equal(
                new StageDecision.Hold(
                    WorkTimeData.Local("2026-11-23 08:30"), "outside_working_time",
                    "11月22日是星期日，休息；下一个工作时段：11月23日（星期一）08:30"),
                decision);
    }

    [Theory]
    [InlineData("2026-11-20 11:58:00", "2026-11-20 14:30")]
    [InlineData("2026-11-20 12:00:00", "2026-11-20 14:30")]
    [InlineData("2026-11-20 17:29:59", "2026-11-23 08:30")]
    [InlineData("2026-11-20 18:00:30", "2026-11-23 08:30")]
    [InlineData("2026-02-14 17:28:00", "2026-02-24 08:30")]
    public void Decide_GuardBreakAndEvening_HoldUntilNextOpening(string now, string until) =>
        Assert.Equal(
            WorkTimeData.Local(until),
            Assert.IsType<StageDecision.Hold>(_stage.Decide(GateData.Facts(now, MessageClass.Reminder))).Until);

    [Fact]
    public void Decide_UnknownClass_IsHeld() =>
        Assert.IsType<StageDecision.Hold>(_stage.Decide(GateData.Facts("2026-11-22 10:00", (MessageClass)99)));

    [Fact]
    public void Decide_EveryMinuteOf2026_PassesAssignmentsInOpenMinutesOnly()
    {
        var start = WorkTimeData.Local("2026-01-01 00:00");
        for (var minute = 0; minute < 365 * 1440; minute++)
        {
            var now = start.AddMinutes(minute);
            var ofDay = minute % 1440;
            var maySend = WorkTimeData.PublishedDays[DateOnly.FromDateTime(now.DateTime)]
                && ofDay is ((>= 510 and < 718) or (>= 870 and < 1048));
            var decision = _stage.Decide(GateData.Facts(now, MessageClass.Assignment));
            if (decision is StageDecision.Passed != maySend) Assert.Fail($"{now:O}: expected pass = {maySend}, was {decision}");
            if (decision is StageDecision.Hold hold && !hold.Until.Equals(WorkTimeData.QuietHours.NextOpening(now)))
                Assert.Fail($"{now:O}: held until {hold.Until:O}");
        }
    }
}
