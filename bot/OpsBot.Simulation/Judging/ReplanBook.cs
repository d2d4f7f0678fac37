using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Simulation.People;

namespace OpsBot.Simulation.Judging;

/// <summary>
/// Looks at each re-planning once it is done: by the judge's own calendar everything held waits for the right opening and no
/// time limit ends on a free day, and everything that moved has its row with the reason.
/// </summary>
internal sealed class ReplanBook(World world, SilenceOracle oracle)
{
    private const int Page = 1000;
    private static readonly string[] DeadlineRows = ["case.deadline-moved", "case.deadline-reopened"];
    // Long enough for a sleeping machine and a dead process, and over before the next morning.
    private static readonly TimeSpan Patience = TimeSpan.FromHours(8);
    private string? _open;

    public int Messages { get; private set; }

    public int Deadlines { get; private set; }

    /// <summary>Held messages and time limits that were looked at.</summary>
    public int Checked { get; private set; }

    /// <summary>Of these, those that stand where the new calendar does not allow it.</summary>
    public int LeftBehind { get; private set; }

    public List<string> Examples { get; } = [];

    /// <summary>A paper was imported as this edition.</summary>
    public void Started(long edition) => _open = $"edition/{edition}";

    /// <summary>Called after each round of work; looks when the walk has just ended.</summary>
    public async Task LookAsync()
    {
        if (_open is not { } id || await world.Store.Records.GetAsync(world.Tenant, [Replan.Kind.Key(id)], CancellationToken.None) is not [var found])
            return;
        var replan = Replan.Kind.Read(found).Value;
        if (replan.EndedAt is null && world.Clock.GetUtcNow() < replan.StartedAt + Patience)
            return;
        _open = null;
        Messages += replan.MessagesMoved;
        Deadlines += replan.DeadlinesMoved;
        await CheckMessagesAsync();
        await CheckDeadlinesAsync();
    }

    /// <summary>What moved without a row in the audit, or a row without a move.</summary>
    public int WithoutReason()
    {
        var audit = world.Store.AuditOf(world.Tenant);
        return Math.Abs(Messages - audit.Count(a => a.Action == "delivery.replanned"))
            + Math.Abs(Deadlines - audit.Count(a => DeadlineRows.Contains(a.Action)));
    }

    private async Task CheckMessagesAsync()
    {
        var now = world.Clock.GetUtcNow();
        for (long? after = 0; after is { } from;)
        {
            var page = await world.Store.Outbox.ListOpenAsync(world.Tenant, from, Page, CancellationToken.None);
            foreach (var entry in page.Entries.Where(e => !e.Message.IsAsked() && e.State is DeliveryState.Queued or DeliveryState.Held && e.ReadyAt > now))
            {
                var hours = entry.Message.HoursUnitId is { } unit ? world.City.HoursOfUnit(unit) : world.City.HoursOf(entry.Message.PersonId);
                // What is over a budget waits for a later day, and what has its turn in a burst for that; all else for the first opening.
                var isRight = entry.ForDigest || entry.State == DeliveryState.Queued && entry.Reason is not null
                    ? oracle.IsOpen(hours, entry.ReadyAt, guarded: true)
                    : oracle.FirstOpening(hours, now) == entry.ReadyAt;
                Count(isRight, $"{entry.Message.Class} {entry.Message.Id} to {entry.Message.Recipient()} waits for {entry.ReadyAt:O}");
            }
            after = page.Next;
        }
    }

    private async Task CheckDeadlinesAsync()
    {
        var ids = await world.Store.Records.ListAsync(world.Tenant, new IndexQuery(Case.OpenIndex, Page), CancellationToken.None);
        foreach (var record in await world.Store.Records.GetAsync(world.Tenant, [.. ids.Select(Case.Kind.Key)], CancellationToken.None))
        {
            var subject = Case.Kind.Read(record).Value;
            foreach (var leg in subject.Legs.Where(l => !subject.HasEnded() && l.IsOwed() && l.DueAt > world.Clock.GetUtcNow()))
                Count(
                    oracle.IsOpen(world.City.HoursOfUnit(leg.UnitId), leg.DueAt.AddMinutes(-1), guarded: false),
                    $"the limit of {subject.Id} {leg.Kind} is {leg.DueAt:O}");
        }
    }

    private void Count(bool isRight, string example)
    {
        Checked++;
        if (isRight)
            return;
        LeftBehind++;
        if (Examples.Count < 5)
            Examples.Add($"left behind by a paper: {example}");
    }
}
