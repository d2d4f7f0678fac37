using OpsBot.Core.Changes;
using OpsBot.TestKit.InMemory;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>A sweep over a store with members that fail: the others are handled in the same round.</summary>
public abstract class BadMemberContract : StoreContract
{
    private readonly RecordedFaults _faults = new();

    [Fact]
    public async Task Sweep_BadMembersBeforeGoodOnes_GoodOnesAreHandledInTheSameRoundAndBadOnesReported()
    {
        var store = await CreateAsync();
        var (clock, machine) = (new ManualClock(Now), new ManualClock(MachineNow));
        // The bad ones are due first, so that all the others stand behind them.
        await DueAsync(store, Now.AddHours(-2), "good/throws", "nobody/knows", "noslash", "good/unreadable");
        await DueAsync(store, Now.AddHours(-1), [.. Enumerable.Range(0, 99).Select(i => $"good/{i:00}")]);
        var handler = new Handler(store, this);
        var sweep = new DueSweepHandler(store.Due, [handler], clock, new MachineClock(machine), _faults);

        var rounds = 0;
        while (await sweep.RunOnceAsync(store.Tenant, CancellationToken.None) > 0)
            rounds++;

        Assert.Equal(2, rounds);
        Assert.Equal(Enumerable.Range(0, 99).Select(i => $"{i:00}"), handler.Handled.Order());
        Assert.Equal(
            [("good/throws", ItemFaultReason.Failed), ("good/unreadable", ItemFaultReason.Unreadable), ("nobody/knows", ItemFaultReason.NoHandler), ("noslash", ItemFaultReason.NoHandler)],
            _faults.Items.Select(f => (f.Id, f.Reason)).OrderBy(f => f.Id));
        Assert.Equal(4, await store.Due.CountSetAsideAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_HandlerIsThereAgain_MemberRunsAndItsMarkGoes()
    {
        var store = await CreateAsync();
        var (clock, machine) = (new ManualClock(Now), new ManualClock(MachineNow));
        await DueAsync(store, Now, "good/1");
        await new DueSweepHandler(store.Due, [], clock, new MachineClock(machine), _faults).RunOnceAsync(store.Tenant, CancellationToken.None);
        machine.Now += SetAsidePause.First;
        var handler = new Handler(store, this);

        Assert.Equal(1, await new DueSweepHandler(store.Due, [handler], clock, new MachineClock(machine), _faults).RunOnceAsync(store.Tenant, CancellationToken.None));

        Assert.Equal(["1"], handler.Handled);
        Assert.Equal(0, await store.Due.CountSetAsideAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_StoreAwayOrStopping_EndsTheRoundAndHoldsNothingAgainstTheMember()
    {
        var store = await CreateAsync();
        var (clock, machine) = (new ManualClock(Now), new ManualClock(MachineNow));
        await DueAsync(store, Now, "good/away", "good/stop");
        using var stopping = new CancellationTokenSource();
        var handler = new Handler(store, this) { Stopping = stopping };
        var sweep = new DueSweepHandler(store.Due, [handler], clock, new MachineClock(machine), _faults);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => sweep.RunOnceAsync(store.Tenant, stopping.Token));
        await CommitAsync(store, new Effects { Dues = [new DueWrite("good/away", null), new DueWrite("good/stop", Now)] });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sweep.RunOnceAsync(store.Tenant, stopping.Token));

        Assert.Empty(_faults.Items);
        Assert.Equal(0, await store.Due.CountSetAsideAsync(store.Tenant, CancellationToken.None));
    }

    [Fact]
    public async Task Sweep_HandlerMovesItToNowAndThrows_DoesNotGoRoundForEver()
    {
        var store = await CreateAsync();
        var (clock, machine) = (new ManualClock(Now), new ManualClock(MachineNow));
        await DueAsync(store, Now, "good/again");
        var sweep = new DueSweepHandler(store.Due, [new Handler(store, this)], clock, new MachineClock(machine), _faults);

        Assert.Equal(1, await sweep.RunOnceAsync(store.Tenant, CancellationToken.None));
        Assert.Equal(0, await sweep.RunOnceAsync(store.Tenant, CancellationToken.None));

        Assert.Equal("good/again", Assert.Single(_faults.Items).Id);
    }

    private Task DueAsync(StoreUnderTest store, DateTimeOffset at, params string[] members) =>
        CommitAsync(store, new Effects { Dues = [.. members.Select(m => new DueWrite(m, at))] });

    private sealed class Handler(StoreUnderTest store, BadMemberContract contract) : IDueHandler
    {
        public List<string> Handled { get; } = [];

        public CancellationTokenSource? Stopping { get; init; }

        public string Kind => "good";

        public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
        {
            switch (id)
            {
                case "throws":
                    throw new InvalidOperationException("a bug");
                case "unreadable":
                    throw new System.Text.Json.JsonException("not what it should be");
                case "away":
                    throw new StoreUnavailableException("told to be away");
                case "stop":
                    await Stopping!.CancelAsync();
                    cancellationToken.ThrowIfCancellationRequested();
                    break;
                case "again":
                    await contract.DueAsync(store, Now, "good/again");
                    throw new InvalidOperationException("a bug behind the commit");
                default:
                    Handled.Add(id);
                    await contract.CommitAsync(store, new Effects { Dues = [new DueWrite($"good/{id}", null)] });
                    break;
            }
        }
    }
}
