using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.TestKit.Dialogs;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

public class CaseSweepTests
{
    private static readonly DateTimeOffset RemindAt = WorkTime.WorkTimeData.Local("2025-11-27 08:30:00");
    private static readonly DateTimeOffset DueAt = WorkTime.WorkTimeData.Local("2025-11-27 17:30:00");

    [Fact]
    public void Sweep_BeforeTheReminder_ChangesNothingButKeepsTheDueInstant()
    {
        var (harness, id) = Dispatched();
        harness.Now = RemindAt.AddSeconds(-1);
        var done = Sweep(harness, id);
        Assert.Empty(done.Effects.Records);
        Assert.Equal(RemindAt, harness.Dues[$"case/{id}"]);
    }

    [Fact]
    public void Sweep_AtTheReminder_RemindsEachLegOnce()
    {
        var (harness, id) = Dispatched();
        harness.Now = RemindAt;
        Sweep(harness, id);
        Sweep(harness, id);
        Assert.Equal([TerritoryHandler, IndustryHandler], harness.Waiting(MessageClass.Reminder).Select(m => m.PersonId));
        Assert.All(harness.Waiting(MessageClass.Reminder), m => Assert.Equal(DueAt, m.ExpiresAt));
        Assert.Equal(DueAt, harness.Dues[$"case/{id}"]);
    }

    [Fact]
    public void Sweep_AfterTheDueInstant_EscalatesOnceToOfficeAndLeader()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Say(TerritoryHandler, $"办结反馈 {id} 好了");
        harness.Now = DueAt;
        Sweep(harness, id);
        harness.Now += TimeSpan.FromDays(9);
        Sweep(harness, id);
        Assert.Equal([Supervisor, "super2", "l-wangxin"], harness.Waiting(MessageClass.Escalation).Select(m => m.PersonId));
        Assert.DoesNotContain($"case/{id}", harness.Dues.Keys);
    }

    [Fact]
    public void Sweep_FarTooLate_EscalatesWithoutAReminder()
    {
        var (harness, id) = Dispatched();
        harness.Now = DueAt.AddDays(3);
        Sweep(harness, id);
        Assert.DoesNotContain(harness.Outbox, m => m.Class == MessageClass.Reminder);
        Assert.Equal(2, harness.Outbox.Where(m => m.Class == MessageClass.Escalation).Select(m => m.Subject).Distinct().Count());
    }

    [Fact]
    public void Sweep_ReportedLegs_AreLeftAlone()
    {
        var (harness, id) = Dispatched();
        foreach (var handler in new[] { TerritoryHandler, IndustryHandler })
        {
            harness.Say(handler, $"接受 {id}");
            harness.Say(handler, $"办结反馈 {id} 好了");
        }
        Assert.DoesNotContain($"case/{id}", harness.Dues.Keys);
        harness.Now = DueAt.AddDays(1);
        Sweep(harness, id);
        Assert.Empty(harness.Waiting(MessageClass.Reminder).Concat(harness.Waiting(MessageClass.Escalation)));
    }

    [Fact]
    public void Report_AfterTheReminderWasQueued_WithdrawsIt()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        harness.Now = RemindAt;
        Sweep(harness, id);
        harness.Say(TerritoryHandler, $"办结反馈 {id} 好了");
        Assert.Equal([IndustryHandler], harness.Waiting(MessageClass.Reminder).Select(m => m.PersonId));
    }

    [Fact]
    public void Return_Twice_RemindsAtMostTheBudget()
    {
        var (harness, id) = Dispatched();
        harness.Say(TerritoryHandler, $"接受 {id}");
        for (var round = 0; round < 4; round++)
        {
            harness.Now = CaseOf(harness, id).Legs[0].DueAt.AddMinutes(-1);
            Sweep(harness, id);
            harness.Say(TerritoryHandler, $"办结反馈 {id} 好了");
            harness.Say(Supervisor, $"退回 {id} 属地 还不够");
            harness.Say(Supervisor, "3");
        }
        Assert.Equal(2, CaseOf(harness, id).Legs[0].Reminders);
        Assert.Equal(2, harness.Outbox.Count(m => m.Class == MessageClass.Reminder && m.PersonId == TerritoryHandler));
    }

    [Fact]
    public async Task Handler_ConflictOnce_TriesAgainAndCommits()
    {
        var (harness, id) = Dispatched();
        harness.Now = RemindAt;
        var store = new HarnessStore(harness) { Conflicts = 1 };
        await Handler(harness, store).SweepAsync(TenantId.Parse("test"), id, CancellationToken.None);
        Assert.Equal(2, store.Commits);
        Assert.Equal(2, harness.Waiting(MessageClass.Reminder).Count());
    }

    [Fact]
    public async Task Handler_ConflictForEver_GivesUpAfterThree()
    {
        var (harness, id) = Dispatched();
        harness.Now = RemindAt;
        var store = new HarnessStore(harness) { Conflicts = 99 };
        await Handler(harness, store).SweepAsync(TenantId.Parse("test"), id, CancellationToken.None);
        Assert.Equal(3, store.Commits);
        Assert.Contains($"case/{id}", harness.Dues.Keys);
    }

    [Fact]
    public async Task Handler_CaseGone_ClearsTheDueInstant()
    {
        var harness = Start();
        harness.Dues["case/1120-ZZZZ"] = Morning;
        await Handler(harness, new HarnessStore(harness)).SweepAsync(TenantId.Parse("test"), "1120-ZZZZ", CancellationToken.None);
        Assert.Empty(harness.Dues);
    }

    [Fact]
    public async Task Observer_FeedbackDelivered_ClosesOnceHoweverOftenItIsCalled()
    {
        var harness = Start();
        var (_, id) = Reviewed(harness);
        harness.Say(Supervisor, $"反馈 {id} 已整改。");
        var store = new HarnessStore(harness) { Conflicts = 1 };
        var observer = new CaseFeedbackObserver(store, store, new FixedDirectory(), ComplaintWorld.Taxonomy, Rules, WorkTime.WorkTimeData.Book(store), new HarnessClock(harness));
        var feedback = harness.Waiting(MessageClass.Receipt).Single();
        Assert.Equal(feedback.OnDelivered, observer.Name);

        await observer.DeliveredAsync(TenantId.Parse("test"), feedback, CancellationToken.None);
        await observer.DeliveredAsync(TenantId.Parse("test"), feedback, CancellationToken.None);

        Assert.Equal(CaseStatus.Closed, CaseOf(harness, id).Status);
        Assert.Single(harness.Audit, a => a.Action == "case.closed");
    }

    private static CaseSweepHandler Handler(DialogHarness harness, HarnessStore store) =>
        new(store, store, new FixedDirectory(), ComplaintWorld.Taxonomy, Rules, WorkTime.WorkTimeData.Book(store), new HarnessEntropy(harness), new HarnessClock(harness));

    private static CaseOutcome.Done Sweep(DialogHarness harness, string id)
    {
        var done = CaseSweepPolicy.Decide(Context(harness), harness.Versioned(Case.Kind, id)!);
        harness.Apply(done.Effects);
        return done;
    }

    private static (DialogHarness, string) Dispatched()
    {
        var harness = Start();
        var (_, id) = File(harness);
        Verify(harness, id);
        Dispatch(harness, id);
        return (harness, id);
    }

    private sealed class HarnessStore(DialogHarness harness) : IRecordReader, IChangeStore
    {
        public int Conflicts { get; set; }

        public int Commits { get; private set; }

        public Task<IReadOnlyList<StoredRecord>> GetAsync(TenantId tenant, IReadOnlyCollection<RecordKey> keys, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<StoredRecord>>([.. keys.Where(harness.Records.ContainsKey).Select(k => harness.Records[k])]);

        public Task<IReadOnlyList<string>> ListAsync(TenantId tenant, IndexQuery query, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([]);

        public Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
        {
            Commits++;
            if (Conflicts-- > 0)
                return Task.FromResult<CommitOutcome>(new CommitOutcome.Conflict(change.Effects.Records[0].Key));
            harness.Apply(change.Effects);
            return Task.FromResult<CommitOutcome>(new CommitOutcome.Committed());
        }
    }

    private sealed class FixedDirectory : IDirectory
    {
        public DirectorySnapshot Of(TenantId tenant) => ComplaintWorld.Directory;
    }

    private sealed class HarnessEntropy(DialogHarness harness) : IEntropySource
    {
        public byte[] Draw() => harness.Draw();
    }

    private sealed class HarnessClock(DialogHarness harness) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => harness.Now;
    }
}
