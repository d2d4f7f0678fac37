using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.Tests.WorkTime.Amendments;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>Cases of Friday 20 November 2026 with five working days: due Friday 27, and with Monday 23 off and Saturday 28 worked, Saturday 28.</summary>
public sealed class CaseReplanTests
{
    private static readonly DateTimeOffset Friday = WorkTimeData.Local("2026-11-27 17:30");
    private static readonly DateTimeOffset Saturday = WorkTimeData.Local("2026-11-28 17:30");
    private static readonly HoursEdition Amended = AmendmentData.With(AmendmentData.MondayOffJson());

    [Fact]
    public void Decide_DayOffInside_MovesBothLegsTheDueMemberAndTellsHandlers()
    {
        var (harness, id) = Dispatched();
        Assert.All(CaseOf(harness, id).Legs, leg => Assert.Equal(Friday, leg.DueAt));

        Assert.Equal(2, Replan(harness, id, Amended));

        Assert.All(CaseOf(harness, id).Legs, leg => Assert.Equal(Saturday, leg.DueAt));
        Assert.Equal(CaseOf(harness, id).NextDueAt(), harness.Dues[$"case/{id}"]);
        Assert.Equal(WorkTimeData.Local("2026-11-28 08:30"), harness.Dues[$"case/{id}"]);
        Assert.Equal(
            ["fengze from=2026-11-27T17:30:00+08:00 to=2026-11-28T17:30:00+08:00 文", "wangxin from=2026-11-27T17:30:00+08:00 to=2026-11-28T17:30:00+08:00 文"],
            harness.Audit.Where(a => a.Action == "case.deadline-moved").Select(a => a.Detail));
        // Nobody has taken it on: the assignment with the old limit is replaced by one with the new limit.
        var waiting = harness.Waiting(MessageClass.Assignment).Where(m => m.PersonId == TerritoryHandler).ToArray();
        Assert.Contains("时限从11月27日（星期五）17:30改为11月28日（星期六）17:30", Assert.Single(waiting).Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_Again_ChangesNothing()
    {
        var (harness, id) = Dispatched();
        Replan(harness, id, Amended);
        var (audit, messages) = (harness.Audit.Count, harness.Outbox.Count);

        Assert.Equal(0, Replan(harness, id, Amended));

        Assert.Equal((audit, messages), (harness.Audit.Count, harness.Outbox.Count));
    }

    [Fact]
    public void Decide_MissedAndStillMissed_StaysMissedAndIsAudited()
    {
        var (harness, id) = Dispatched();
        harness.Now = WorkTimeData.Local("2026-12-01 09:00");
        Sweep(harness, id);

        Assert.Equal(0, Replan(harness, id, Amended));

        Assert.All(CaseOf(harness, id).Legs, leg => Assert.Equal((Friday, 1), (leg.DueAt, leg.Escalations)));
        Assert.Equal(2, harness.Audit.Count(a => a.Action == "case.deadline-kept" && a.Detail!.Contains("to=2026-11-28T17:30", StringComparison.Ordinal)));
    }

    [Fact]
    public void Decide_MissedButNotByTheNewCalendar_RunsAgainAndSaysSoToAllWhoWereTold()
    {
        var (harness, id) = Dispatched();
        harness.Now = WorkTimeData.Local("2026-11-27 18:00");
        Sweep(harness, id);
        Assert.NotEmpty(harness.Waiting(MessageClass.Escalation));

        Assert.Equal(2, Replan(harness, id, Amended));

        Assert.All(CaseOf(harness, id).Legs, leg => Assert.Equal((Saturday, 1, true), (leg.DueAt, leg.Escalations, leg.EscalateAt is not null)));
        Assert.Empty(harness.Waiting(MessageClass.Escalation));
        Assert.Equal(2, harness.Audit.Count(a => a.Action == "case.deadline-reopened"));
        var told = harness.Waiting(MessageClass.Digest).Where(m => m.Content.Text.Contains("现在还没有过时限", StringComparison.Ordinal)).Select(m => m.PersonId);
        Assert.Superset(new HashSet<string?> { Supervisor, "l-fengze", "l-wangxin" }, told.ToHashSet());
    }

    [Fact]
    public void Decide_DayOffTakenBack_LeavesAtLeastOneMoreWorkingDay()
    {
        var (harness, id) = Dispatched(Amended);
        Assert.All(CaseOf(harness, id).Legs, leg => Assert.Equal(Saturday, leg.DueAt));
        harness.Now = WorkTimeData.Local("2026-11-27 09:00");

        Replan(harness, id, WorkTimeData.Edition);

        // Friday evening would be the limit; one more working day is left, and Saturday is none any more.
        Assert.All(CaseOf(harness, id).Legs, leg => Assert.Equal(WorkTimeData.Local("2026-11-30 17:30"), leg.DueAt));
    }

    [Fact]
    public void Decide_ReturnedLeg_CountsFromItsReturn()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Say(TerritoryHandler, $"办结反馈 {id} 好了");
        harness.Say(Supervisor, $"退回 {id} 属地 还不够");
        harness.Say(Supervisor, "3");
        var before = CaseOf(harness, id).Legs[0];
        Assert.Equal(LegStatus.Returned, before.Status);

        Replan(harness, id, Amended);

        var after = CaseOf(harness, id).Legs[0];
        Assert.Equal(Amended.Hours.Territory.Timeline.AddWorkingDays(before.ClockedAt!.Value, before.WorkingDays!.Value), after.DueAt);
        Assert.NotEqual(before.DueAt, after.DueAt);
    }

    [Fact]
    public void Due_BeyondThePapers_SaysThatItMayMove()
    {
        var harness = new DialogHarness(Dialogs(), ComplaintWorld.Directory, WorkTimeData.Local("2026-12-29 10:00"), WorkTimeData.Edition);
        var (_, id) = File(harness);
        Verify(harness, id);
        Dispatch(harness, id);

        Assert.Contains("（2027年放假安排还没公布，可能变动）", harness.Ask(TerritoryHandler, "我的任务"), StringComparison.Ordinal);
        Assert.Contains("（2027年放假安排还没公布，可能变动）", harness.Ask(Supervisor, $"查看 {id}"), StringComparison.Ordinal);
    }

    private static (DialogHarness, string) Dispatched(HoursEdition? edition = null)
    {
        var harness = new DialogHarness(Dialogs(), ComplaintWorld.Directory, WorkTimeData.Local("2026-11-20 10:00"), edition ?? WorkTimeData.Edition);
        var (_, id) = File(harness);
        Verify(harness, id);
        Dispatch(harness, id);
        return (harness, id);
    }

    private static int Replan(DialogHarness harness, string id, HoursEdition edition)
    {
        var (effects, moved) = CaseReplanPolicy.Decide(Context(harness) with { Hours = edition.Hours }, harness.Versioned(Case.Kind, id)!, "文");
        harness.Apply(effects);
        return moved;
    }

    private static void Sweep(DialogHarness harness, string id) =>
        harness.Apply(CaseSweepPolicy.Decide(Context(harness), harness.Versioned(Case.Kind, id)!).Effects);
}
