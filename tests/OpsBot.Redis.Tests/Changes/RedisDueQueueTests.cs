using OpsBot.Core.Changes;

namespace OpsBot.Redis.Tests.Changes;

/// <summary>What is due is leased to one sweep at a time and never forgotten.</summary>
public sealed class RedisDueQueueTests(RedisStoresFixture redis) : StoreTest(redis), IClassFixture<RedisStoresFixture>
{
    [Fact]
    public async Task Lease_MembersUpToNow_ComeEarliestFirstAndOnlyOnce()
    {
        await SetAsync(("case/late", Morning.AddHours(1)), ("case/now", Morning), ("case/early", Morning.AddDays(-1)));
        Assert.Equal(Morning.AddDays(-1), await NextAsync());
        Assert.Equal(["case/early", "case/now"], await LeaseAsync(Morning, Morning));
        Assert.Empty(await LeaseAsync(Morning, Morning));
        Assert.Equal(Morning.AddHours(1), await NextAsync());
    }

    [Fact]
    public async Task Lease_Count_IsTheMost()
    {
        await SetAsync([.. Enumerable.Range(0, 5).Select(i => ($"case/{i}", Morning.AddSeconds(i)))]);
        Assert.Equal(["case/0", "case/1", "case/2"], await LeaseAsync(Morning.AddHours(1), Morning, 3));
        Assert.Equal(["case/3", "case/4"], await LeaseAsync(Morning.AddHours(1), Morning, 3));
    }

    [Fact]
    public async Task Lease_RunOutOnTheMachinesClock_IsGivenAgainWhateverTheBotsClockSays()
    {
        await SetAsync(("case/a", Morning));
        var machine = Morning.AddYears(3);
        Assert.Equal(["case/a"], await LeaseAsync(Morning, machine));
        Assert.Empty(await LeaseAsync(Morning.AddDays(30), machine + Lease - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(["case/a"], await LeaseAsync(Morning, machine + Lease));
    }

    [Fact]
    public async Task DueWrite_WhileLeased_EndsTheLeaseWithTheNewInstant()
    {
        await SetAsync(("case/a", Morning), ("case/b", Morning));
        await LeaseAsync(Morning, Morning);
        await SetAsync(("case/a", Morning.AddHours(2)), ("case/b", null));
        Assert.Equal(Morning.AddHours(2), await NextAsync());
        Assert.Empty(await LeaseAsync(Morning.AddHours(1), Morning + Lease + Lease));
        Assert.Equal(["case/a"], await LeaseAsync(Morning.AddHours(2), Morning + Lease + Lease));
    }

    [Fact]
    public async Task DueWrite_Null_MeansNothingIsDue()
    {
        await SetAsync(("case/a", Morning));
        await SetAsync(("case/a", null));
        Assert.Null(await NextAsync());
        Assert.Empty(await LeaseAsync(Morning.AddYears(1), Morning));
    }

    [Fact]
    public async Task Lease_EightSweepsAtOnce_ShareTheMembersWithoutOverlap()
    {
        await SetAsync([.. Enumerable.Range(0, 200).Select(i => ($"case/{i}", Morning.AddSeconds(i)))]);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<string>();
            while (await LeaseAsync(Morning.AddHours(1), Morning, 7) is { Count: > 0 } some) mine.AddRange(some);
            return mine;
        })));
        Assert.Equal(200, taken.Sum(mine => mine.Count));
        Assert.Equal(200, taken.SelectMany(mine => mine).Distinct().Count());
    }

    private Task SetAsync(params (string Member, DateTimeOffset? At)[] dues) =>
        CommitAsync(new Effects { Dues = [.. dues.Select(due => new DueWrite(due.Member, due.At))] });

    private Task<IReadOnlyList<string>> LeaseAsync(DateTimeOffset now, DateTimeOffset machineNow, int count = 100) =>
        Stores.Dues.LeaseAsync(Tenant, now, machineNow, count, Lease, CancellationToken.None);

    private Task<DateTimeOffset?> NextAsync() => Stores.Dues.NextDueAtAsync(Tenant, CancellationToken.None);
}
