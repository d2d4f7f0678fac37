using OpsBot.Core.Changes;
using OpsBot.Core.Tests.Circulars;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Changes;

public sealed class SweepBeatTests
{
    private static readonly TenantId Tenant = TenantId.Parse("town");
    private readonly ManualClock _machine = new();
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Silence_NoSweepYet_IsUnknown() => Assert.Null(await Beat().SilenceAsync(Tenant, default));

    [Fact]
    public async Task Beat_SweepsThatStop_SilenceGrowsBeyondTheLimit()
    {
        var (scheduler, bot) = (Beat(), Beat());
        for (var second = 0; second < 120; second += 5)
        {
            await scheduler.BeatAsync(Tenant, default);
            Assert.InRange(await bot.SilenceAsync(Tenant, default) ?? TimeSpan.MaxValue, TimeSpan.Zero, SweepBeatHandler.Every);
            _machine.Advance(TimeSpan.FromSeconds(5));
        }

        _machine.Advance(SweepBeat.SilentAfter);

        Assert.True(await bot.SilenceAsync(Tenant, default) >= SweepBeat.SilentAfter);
    }

    [Fact]
    public async Task Beat_TwoSchedulers_BothGoOn()
    {
        var (one, other) = (Beat(), Beat());
        for (var minute = 0; minute < 3; minute++)
        {
            await Task.WhenAll(one.BeatAsync(Tenant, default), other.BeatAsync(Tenant, default));
            Assert.Equal(TimeSpan.Zero, await one.SilenceAsync(Tenant, default));
            _machine.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private SweepBeatHandler Beat() => new(_store.Records, _store.Changes, new CircularStore(), new MachineClock(_machine));
}
