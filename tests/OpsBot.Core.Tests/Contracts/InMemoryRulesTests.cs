using OpsBot.Core.Changes;
using OpsBot.TestKit.Contracts;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Contracts;

/// <summary>What only the in-memory store does: it finds broken changes, and its once-keys age by a clock that the test moves.</summary>
public sealed class InMemoryRulesTests
{
    private static readonly RecordKey Key = new("case", "1");
    private readonly ManualClock _machine = new();
    private readonly InMemoryStore _store;
    private readonly TenantId _tenant = FreshTenant.Next();

    public InMemoryRulesTests() => _store = new InMemoryStore(_machine);

    [Fact]
    public async Task Commit_OneRecordWrittenTwice_Throws()
    {
        var change = Change("a", new RecordWrite(Key, 0, "1"), new RecordWrite(Key, 1, "2"));

        await Assert.ThrowsAsync<ArgumentException>(() => _store.Changes.CommitAsync(change, CancellationToken.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task List_TakeOutOfRange_Throws(int take) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => _store.Records.ListAsync(_tenant, new IndexQuery("open", take), CancellationToken.None));

    [Fact]
    public async Task Commit_OnceKeyAfterItsTime_IsForgotten()
    {
        await _store.Changes.CommitAsync(Change("a"), CancellationToken.None);

        _machine.Advance(TimeSpan.FromMinutes(9));
        Assert.IsType<CommitOutcome.Duplicate>(await _store.Changes.CommitAsync(Change("b"), CancellationToken.None));

        _machine.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<CommitOutcome.Committed>(await _store.Changes.CommitAsync(Change("b"), CancellationToken.None));
    }

    [Fact]
    public void Clock_SetBackward_ThrowsUnlessSaid()
    {
        var earlier = _machine.Now.AddHours(-1);

        Assert.Throws<ArgumentOutOfRangeException>(() => _machine.Now = earlier);
        Assert.Throws<ArgumentOutOfRangeException>(() => _machine.Advance(TimeSpan.FromTicks(-1)));

        _machine.MoveBackTo(earlier);
        Assert.Equal(earlier, _machine.GetUtcNow());
    }

    private ChangeSet Change(string attempt, params RecordWrite[] writes) => new()
    {
        Tenant = _tenant,
        AttemptId = attempt,
        Once = new OnceKey("turn/1", TimeSpan.FromMinutes(10)),
        Effects = new Effects { Records = writes },
    };
}
