using OpsBot.Core.Delivery;
using OpsBot.Simulation.People;

namespace OpsBot.Simulation.Judging;

/// <summary>Compares, when all is over, what the outbox says with what the channels took.</summary>
/// <param name="Rows">How the messages ended, by class.</param>
/// <param name="Examples">The first lost ones.</param>
internal sealed record EndBook(IReadOnlyList<ClassRow> Rows, IReadOnlyList<string> Examples)
{
    private const int Step = 1000;

    public static async Task<EndBook> CloseAsync(World world, Ledger ledger)
    {
        List<(LedgerLine Line, OutboxEntry Entry)> all = [];
        foreach (var lines in ledger.Lines.Chunk(Step))
        {
            var entries = await world.Store.Outbox.GetAsync(world.Tenant, [.. lines.Select(l => l.Id)], CancellationToken.None);
            all.AddRange(lines.Zip(entries));
        }
        var deadDigests = all.Where(a => a.Entry.State == DeliveryState.DeadLettered).Select(a => $"digest:{a.Line.Id}").ToHashSet();
        bool IsDead(OutboxEntry e) => e.State == DeliveryState.DeadLettered || (e.State == DeliveryState.Merged && e.Reason is { } reason && deadDigests.Contains(reason));
        bool IsLost(LedgerLine l, OutboxEntry e) => e.State switch
        {
            DeliveryState.Delivered => l.Accepts == 0 && !l.InDigest,
            DeliveryState.Withdrawn or DeliveryState.Expired => false,
            _ => !IsDead(e),
        };
        var rows = all.GroupBy(a => a.Line.Class).OrderBy(g => g.Key).Select(g => new ClassRow(
            g.Key,
            g.Count(),
            g.Count(a => a.Line.WasHeld),
            g.Count(a => a.Entry.State == DeliveryState.Delivered && a.Line.Accepts > 0),
            g.Count(a => a.Entry.State == DeliveryState.Delivered && a.Line.Accepts == 0 && a.Line.InDigest),
            g.Count(a => a.Entry.State == DeliveryState.Withdrawn),
            g.Count(a => a.Entry.State == DeliveryState.Expired),
            g.Count(a => IsDead(a.Entry)),
            g.Count(a => IsLost(a.Line, a.Entry))));
        var examples = all.Where(a => IsLost(a.Line, a.Entry)).Take(5).Select(a => $"lost: {a.Line.Class} {a.Line.Id} is {a.Entry.State} {a.Entry.Reason}");
        return new EndBook([.. rows], [.. examples]);
    }
}
