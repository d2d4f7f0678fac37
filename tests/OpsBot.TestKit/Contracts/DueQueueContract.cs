using OpsBot.Core.Changes;
using Xunit;

namespace OpsBot.TestKit.Contracts;

/// <summary>What is due is given to one, and comes back when that one does not answer.</summary>
public abstract class DueQueueContract : StoreContract
{
    [Fact]
    public async Task Lease_OnlyWhatIsDue_EarliestFirst()
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/late", Now), ("case/early", Now.AddHours(-1)), ("case/future", Now.AddMilliseconds(1)));

        Assert.Equal(["case/early", "case/late"], await LeaseDueAsync(store));
        Assert.Equal(["case/future"], await LeaseDueAsync(store, now: Now.AddMilliseconds(1)));
    }

    [Fact]
    public async Task Lease_Count_LimitsAndTheRestFollows()
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/3", Now), ("case/1", Now.AddHours(-2)), ("case/2", Now.AddHours(-1)));

        Assert.Equal(["case/1", "case/2"], await LeaseDueAsync(store, count: 2));
        Assert.Equal(["case/3"], await LeaseDueAsync(store, count: 2));
    }

    [Fact]
    public async Task Lease_Leased_IsNotGivenAgainHoweverFarTheBotsClockGoes()
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/1", Now));
        await LeaseDueAsync(store);

        Assert.Empty(await LeaseDueAsync(store));
        Assert.Empty(await LeaseDueAsync(store, now: Now.AddYears(1)));
        Assert.Empty(await LeaseDueAsync(store, machineNow: MachineNow + Minute - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Lease_RanOutInMachineTime_IsGivenAgainAndLeasedAgain()
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/1", Now));
        await LeaseDueAsync(store);
        var later = MachineNow + Minute + TimeSpan.FromSeconds(1);

        Assert.Equal(["case/1"], await LeaseDueAsync(store, machineNow: later));
        Assert.Empty(await LeaseDueAsync(store, machineNow: later));
    }

    [Fact]
    public async Task Commit_NewInstant_EndsTheLeaseAndReplacesTheOld()
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/1", Now));
        await LeaseDueAsync(store);

        await DueAsync(store, ("case/1", Now.AddHours(1)));

        Assert.Equal(Now.AddHours(1), await NextDueAtAsync(store));
        Assert.Empty(await LeaseDueAsync(store));
        Assert.Equal(["case/1"], await LeaseDueAsync(store, now: Now.AddHours(1)));
        Assert.Empty(await LeaseDueAsync(store, now: Now.AddHours(1), machineNow: MachineNow + Minute - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Commit_NewInstantInThePast_IsDueAtOnce()
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/1", Now));
        await LeaseDueAsync(store);

        await DueAsync(store, ("case/1", Now));

        Assert.Equal(["case/1"], await LeaseDueAsync(store));
    }

    [Fact]
    public async Task Commit_NewInstantWhileLeased_IsNotUndoneWhenTheOldLeaseWouldHaveRunOut()
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/1", Now));
        await LeaseDueAsync(store);
        await DueAsync(store, ("case/1", Now.AddDays(1)));

        Assert.Empty(await LeaseDueAsync(store, machineNow: MachineNow.AddDays(1)));
        Assert.Equal(Now.AddDays(1), await NextDueAtAsync(store));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commit_NoInstant_RemovesForGood(bool leased)
    {
        var store = await CreateAsync();
        await DueAsync(store, ("case/1", Now));
        if (leased)
            await LeaseDueAsync(store);

        await DueAsync(store, ("case/1", null));

        Assert.Null(await NextDueAtAsync(store));
        Assert.Empty(await LeaseDueAsync(store, now: Now.AddYears(1), machineNow: MachineNow.AddDays(1)));
    }

    [Fact]
    public async Task Commit_SameMemberTwice_TheLastOneCounts()
    {
        var store = await CreateAsync();

        await DueAsync(store, ("case/1", Now), ("case/1", Now.AddHours(3)), ("case/2", Now), ("case/2", null));

        Assert.Equal(Now.AddHours(3), await NextDueAtAsync(store));
        Assert.Empty(await LeaseDueAsync(store));
    }

    [Fact]
    public async Task NextDueAt_IgnoresWhatIsLeased()
    {
        var store = await CreateAsync();
        Assert.Null(await NextDueAtAsync(store));
        await DueAsync(store, ("case/1", Now), ("case/2", Now.AddHours(2)), ("case/3", Now.AddHours(5)));
        Assert.Equal(Now, await NextDueAtAsync(store));

        await LeaseDueAsync(store);
        Assert.Equal(Now.AddHours(2), await NextDueAtAsync(store));

        await LeaseDueAsync(store, now: Now.AddHours(5));
        Assert.Null(await NextDueAtAsync(store));
    }

    [Fact]
    public async Task Lease_EightSweepersAtOnce_GiveEachMemberToOne()
    {
        var store = await CreateAsync();
        var members = Enumerable.Range(0, 200).Select(i => $"case/{i}").ToArray();
        await DueAsync(store, [.. members.Select(m => (m, (DateTimeOffset?)Now))]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => LeaseDueAsync(store, count: 50))));

        Assert.Equal(members.Order(), taken.SelectMany(t => t).Order());
    }

    private Task DueAsync(StoreUnderTest store, params (string Member, DateTimeOffset? At)[] dues) =>
        CommitAsync(store, new Effects { Dues = [.. dues.Select(d => new DueWrite(d.Member, d.At))] });

    private static Task<DateTimeOffset?> NextDueAtAsync(StoreUnderTest store) => store.Due.NextDueAtAsync(store.Tenant, CancellationToken.None);
}
