using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Conversations;

/// <summary>What leaves by itself: a visit after a day of quiet, and the files of the store are rewritten now and then.</summary>
public sealed class TraceExpiryTests : IStoreCompaction
{
    private static readonly TenantId Tenant = TenantId.Parse("test");
    private static readonly ConversationKey Visit = new("directline", "conv/1", "visitor-1");
    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly DueSweepHandler _sweep;
    private int _rewrites;
    private int _turns;

    public TraceExpiryTests() => _sweep = new DueSweepHandler(
        _store.Due,
        [
            new VisitExpiryHandler(_store.Changes, _store.Records, new SeededEntropy(), _clock),
            new LogCompaction(this, _store.Changes, new SeededEntropy(), _clock),
        ],
        _clock,
        new MachineClock(_clock));

    private bool IsBusy { get; set; }

    [Fact]
    public async Task Visit_QuietForADay_IsGoneAndOneThatGoesOnIsKept()
    {
        await TurnAsync();
        _clock.Advance(TimeSpan.FromHours(20));
        await TurnAsync();
        _clock.Advance(TimeSpan.FromHours(20));
        await SweepAsync();
        Assert.Equal(2, (await LogAsync()).Count);

        _clock.Advance(TimeSpan.FromHours(6));
        await SweepAsync();

        Assert.Empty(await LogAsync());
        Assert.Empty(await _store.Records.GetAsync(Tenant, [Conversation.Kind.Key(Visit.ToString())], CancellationToken.None));
    }

    [Fact]
    public async Task Visit_LookedAtEarly_IsKept()
    {
        await TurnAsync();

        await new VisitExpiryHandler(_store.Changes, _store.Records, new SeededEntropy(), _clock).HandleAsync(Tenant, Visit.ToString(), CancellationToken.None);

        Assert.Single(await LogAsync());
    }

    [Fact]
    public async Task Compaction_OfAThousandErasures_IsAskedForOnceInTenMinutes()
    {
        for (var second = 0; second < 1000; second++)
        {
            await CommitAsync(new Effects { Dues = [LogCompaction.DueAfter(_clock.GetUtcNow())] });
            _clock.Advance(TimeSpan.FromSeconds(1));
            await SweepAsync();
        }
        _clock.Advance(LogCompaction.Period);
        await SweepAsync();

        Assert.InRange(_rewrites, 2, 3);
        Assert.Null(await _sweep.NextDueAtAsync(Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Compaction_WhileAnEarlierOneRuns_IsAskedForAgain()
    {
        IsBusy = true;
        await CommitAsync(new Effects { Dues = [LogCompaction.DueAfter(_clock.GetUtcNow())] });
        _clock.Advance(LogCompaction.Period);
        await SweepAsync();
        IsBusy = false;
        _clock.Advance(TimeSpan.FromMinutes(1));
        await SweepAsync();

        Assert.Equal(1, _rewrites);
        Assert.Null(await _sweep.NextDueAtAsync(Tenant, CancellationToken.None));
    }

    Task<bool> IStoreCompaction.RequestAsync(CancellationToken cancellationToken)
    {
        _rewrites += IsBusy ? 0 : 1;
        return Task.FromResult(!IsBusy);
    }

    private Task TurnAsync()
    {
        var conversation = new Conversation { Turns = _turns + 1, KeptUntil = VisitExpiryHandler.KeptUntil(_clock.GetUtcNow()) };
        return CommitAsync(
            new Effects { Records = [Conversation.Kind.Put(Visit.ToString(), conversation, _turns++)], Dues = [VisitExpiryHandler.DueAfter(Visit, _clock.GetUtcNow())] },
            new LogAppend(Visit.ConversationId, $"e{_turns}", "{}"));
    }

    private async Task CommitAsync(Effects effects, params LogAppend[] logs) => Assert.IsType<CommitOutcome.Committed>(await _store.Changes.CommitAsync(
        new ChangeSet { Tenant = Tenant, AttemptId = Guid.NewGuid().ToString(), Effects = effects, Logs = logs }, CancellationToken.None));

    private Task<IReadOnlyList<LogEntry>> LogAsync() => _store.Log.ReadAsync(Tenant, Visit.ConversationId, 0, 100, CancellationToken.None);

    private async Task SweepAsync()
    {
        while (await _sweep.RunOnceAsync(Tenant, CancellationToken.None) > 0)
        {
        }
    }
}
