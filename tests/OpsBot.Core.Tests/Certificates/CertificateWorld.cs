using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.Delivery;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Certificates;

/// <summary>The gate's world with the handlers of the certificate log and an anchor file in memory.</summary>
internal sealed class CertificateWorld : IAnchorFile
{
    private readonly DueSweepHandler _sweep;

    public CertificateWorld(string start)
    {
        Gate = new GateWorld(start);
        var seal = new CertificateSealHandler(Gate.Store.Certificates, Gate.Clock);
        AnchorHandler = new CertificateAnchorHandler(Gate.Store.Certificates, this, Key, Gate.Clock);
        Day = new CertificateDayHandler(
            Gate.Store.Certificates, seal, AnchorHandler, Gate.Store.Records, Gate.Store.Changes, Gate, WorkTimeData.QuietHours.Plan.Schedule, new SeededEntropy(7), new DeliverySignal(), Gate.Clock);
        _sweep = new DueSweepHandler(Gate.Store.Due, [Day], Gate.Clock, new MachineClock(Gate.Clock));
    }

    public static CertificateKey Key { get; } = CertificateKey.FromSecret([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    public GateWorld Gate { get; }

    public CertificateAnchorHandler AnchorHandler { get; }

    public CertificateDayHandler Day { get; }

    public List<CertificateAnchor> Anchors { get; } = [];

    /// <summary>Fails the next writes, as a full disk or a crash would.</summary>
    public int BrokenAppends { get; set; }

    public CertificateAnchor? Last(TenantId tenant) => Anchors.MaxBy(a => a.Head.Count);

    public void Append(TenantId tenant, IReadOnlyList<CertificateAnchor> anchors)
    {
        if (BrokenAppends-- > 0)
            throw new IOException("told to break");
        Anchors.AddRange(anchors);
    }

    /// <summary>What the scheduler does at each look.</summary>
    public async Task SweepAsync()
    {
        while (await _sweep.RunOnceAsync(GateWorld.Tenant, CancellationToken.None) > 0)
        {
        }
        await Day.RunAsync(GateWorld.Tenant, CancellationToken.None);
    }

    public async Task<string[]> ExportAsync() => [.. await Gate.Store.Certificates.ReadAsync(GateWorld.Tenant, 1, int.MaxValue, CancellationToken.None)];

    /// <summary>Thirty days with work, answers, reminders, withdrawals, failures, and two overrides at night.</summary>
    public static async Task<CertificateWorld> ThirtyDaysAsync()
    {
        var world = new CertificateWorld("2026-11-01 07:00");
        var random = new Random(20261101);
        for (var day = 1; day <= 30; day++)
        {
            await world.SweepAsync();
            for (var i = 0; i < 8; i++)
            {
                await world.Gate.RunToAsync($"2026-11-{day:00} {8 + (2 * i):00}:{random.Next(60):00}");
                await world.Gate.QueueAsync(world.Something(day, i, random));
                if (random.Next(6) == 0)
                    await world.Gate.WithdrawAsync($"case:{day}-{i}");
                await world.SweepAsync();
            }
            if (day is 7 or 18)
                await world.FloodAsync(day);
        }
        await world.Gate.RunToAsync("2026-12-01 00:05");
        await world.SweepAsync();
        return world;
    }

    private async Task FloodAsync(int day)
    {
        await Gate.RunToAsync($"2026-11-{day:00} 22:40");
        var item = Gate.Approve($"JJ-{day}", $"circular:{day}", hours: 2);
        await Gate.CommitAsync(new Effects { Certificate = [new CertificateEntry { At = Gate.Clock.Now, Event = CertificateEvents.OverrideApproved, Override = item.Mark() }] });
        await Gate.QueueAsync([.. Enumerable.Range(3, 5).Select(p => Gate.Urgent($"flood-{day}-{p}", $"p{p}", $"circular:{day}", item.Id))]);
        await Gate.RunToAsync($"2026-11-{day:00} 23:30");
    }

    private OutboundMessage Something(int day, int i, Random random)
    {
        var classes = new[] { MessageClass.Assignment, MessageClass.Reminder, MessageClass.Escalation, MessageClass.Circular, MessageClass.Receipt, MessageClass.Reply };
        var message = Gate.Message($"m-{day}-{i}", classes[random.Next(classes.Length)], $"p{2 + random.Next(9)}", $"case:{day}-{i}");
        return random.Next(10) == 0 ? message with { ExpiresAt = Gate.Clock.Now.AddHours(3) } : message;
    }
}
