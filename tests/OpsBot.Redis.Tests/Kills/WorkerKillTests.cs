using System.Globalization;
using OpsBot.Core.Delivery;
using Xunit.Abstractions;

namespace OpsBot.Redis.Tests.Kills;

/// <summary>
/// The delivery worker is killed again and again around enqueue, release, send and record, while the windows open and
/// close. <c>OPSBOT_WORKER_KILLS</c> and <c>OPSBOT_SEED</c> set the size.
/// </summary>
public sealed class WorkerKillTests(ITestOutputHelper output)
{
    private const int Orphans = 10;
    private static readonly TimeSpan FoundWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Worker_KilledAtAnyPoint_LosesNothingAndKeepsTheSilence()
    {
        var kills = Of("OPSBOT_WORKER_KILLS", 20);
        await using var world = new KillWorld(Of("OPSBOT_SEED", 20261122));
        await world.StartAsync();

        // In turn just before a closing and just before an opening, so that the border falls into the lives.
        var borders = Borders().GetEnumerator();
        var perBorder = Math.Max(5, kills / 24);
        var (border, since) = (DateTimeOffset.MinValue, world.Machine);
        for (var kill = 0; kill < kills; kill++)
        {
            if (kill % perBorder == 0 && borders.MoveNext())
                (border, since) = (borders.Current.AddSeconds(-5), world.Machine);
            await world.LiveAndDieAsync(border + (world.Machine - since));
        }
        var orphans = await FinishAsync(world, new DateTimeOffset(border.Date.AddDays(1), border.Offset).AddMinutes(510));

        var sent = world.Lines("sent");
        await AssertNothingLostAsync(world, sent);
        var slowest = await AssertDroppedAreFoundAsync(world);
        Assert.All(sent.Where(s => s[2] != nameof(MessageClass.Receipt)), s => Assert.True(IsWorkingTime(s[1]), $"{s[0]} {s[2]} at {s[1]}"));
        var repeats = sent.GroupBy(s => s[0]).Where(g => g.Count() > 1).ToArray();
        Assert.All(repeats, g => Assert.Single(g.Select(s => (s[2], s[3])).Distinct()));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kills {kills} ({world.KillsAtCalls} at a named call), acknowledged {world.Lines("accepted").Length}, sent {sent.Length}, lost 0, repeated with the same id {sent.Length - sent.DistinctBy(s => s[0]).Count()}, outside windows 0, dropped by kills {world.Dropped.Count} (found again after at most {slowest.TotalSeconds:F0} s), orphans {Orphans} (found after {orphans.TotalSeconds:F0} s)"));
    }

    /// <summary>The days go on without kills until nothing is open. Returns how long the orphans stayed unfound.</summary>
    private static async Task<TimeSpan> FinishAsync(KillWorld world, DateTimeOffset opening)
    {
        TimeSpan? found = null;
        for (var day = 0; day < 10 && (found is null || await world.OpenAsync() > 0); day++)
        {
            using var worker = await world.LiveAsync(opening.AddDays(day).AddSeconds(-30), enqueues: false);
            if (found is null)
            {
                var lost = await world.LoseAsync(Orphans);
                var from = world.Machine;
                await UntilAsync(async () => (await Task.WhenAll(lost.Select(world.IsInAQueueAsync))).All(isIn => isIn), "the orphans are found");
                found = world.Machine - from;
                Assert.True(found <= FoundWithin, $"The orphans were found after {found}.");
            }
            await UntilAsync(async () => await world.OpenAsync() == 0 || await world.Outbox.NextReadyAtAsync(KillWorld.Tenant, CancellationToken.None) > opening.AddDays(day).AddMinutes(20), "the morning is over");
            await world.EndAsync(worker);
        }
        Assert.Equal(0, await world.OpenAsync());
        return found!.Value;
    }

    private static async Task AssertNothingLostAsync(KillWorld world, string[][] sent)
    {
        string[] accepted = [.. world.Lines("accepted").Select(l => l[0])];
        Assert.NotEmpty(accepted);
        var gone = sent.SelectMany(s => s[4].Split(',').Append(s[0])).ToHashSet();
        Assert.Equal([], accepted.Except(gone));
        foreach (var ids in accepted.Chunk(500))
            Assert.All(await world.Outbox.GetAsync(KillWorld.Tenant, ids, CancellationToken.None), e => Assert.Equal(DeliveryState.Delivered, e.State));
    }

    /// <summary>
    /// What a worker had in its hands is leased again within a minute in which workers live. Without a further lease it
    /// must have ended all the same: as part of a digest that another worker made, or by the dead one's last command, which
    /// Redis read only after the death.
    /// </summary>
    private static async Task<TimeSpan> AssertDroppedAreFoundAsync(KillWorld world)
    {
        var leases = world.Lines("leased").ToLookup(l => l[0], l => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(l[1], CultureInfo.InvariantCulture)));
        var found = world.Dropped.ToLookup(d => leases[d.Id].Any(at => at > d.At));
        foreach (var ids in found[false].Select(d => d.Id).Distinct().Chunk(500))
            Assert.All(await world.Outbox.GetAsync(KillWorld.Tenant, ids, CancellationToken.None), e => Assert.Equal(DeliveryState.Delivered, e.State));
        var slowest = found[true].Select(d => LivedUntil(leases[d.Id].Where(at => at > d.At).Min(), d.At)).DefaultIfEmpty().Max();
        Assert.True(slowest <= FoundWithin, $"A dropped message was leased again only after {slowest}.");
        return slowest;

        TimeSpan LivedUntil(DateTimeOffset again, DateTimeOffset dropped) =>
            TimeSpan.FromTicks(world.Lives.Sum(l => Math.Max(0, (Min(l.Until, again) - Max(l.From, dropped)).Ticks)));
    }

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    // Office hours of the pack, the guard before a closing included; a Monday to a Friday without holidays, then the next.
    private static IEnumerable<DateTimeOffset> Borders()
    {
        for (var monday = new DateTimeOffset(2026, 10, 12, 0, 0, 0, TimeSpan.FromHours(8)); ; monday = monday.AddDays(7))
            for (var day = 0; day < 5; day++)
                foreach (var minute in new[] { (11 * 60) + 58, (14 * 60) + 30, (17 * 60) + 28, (24 * 60) + (8 * 60) + 30 })
                    if (day < 4 || minute < 24 * 60)
                        yield return monday.AddDays(day).AddMinutes(minute);
    }

    private static bool IsWorkingTime(string unixMilliseconds)
    {
        var local = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(unixMilliseconds, CultureInfo.InvariantCulture)).ToOffset(TimeSpan.FromHours(8));
        var minutes = local.TimeOfDay.TotalMinutes;
        return local.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && (minutes is (>= 510 and < 718) or (>= 870 and < 1048));
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            Assert.False(limit.IsCancellationRequested, $"Waited in vain until {what}.");
            await Task.Delay(5);
        }
    }

    private static int Of(string variable, int standard) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;
}
