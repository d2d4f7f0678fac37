namespace OpsBot.Core.Certificates;

/// <summary>Counts lines. The bot and the verifier use the same, and neither looks at anything but the lines.</summary>
public sealed class StatementCounter
{
    private readonly SortedDictionary<string, Counts> _classes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, OverrideUse> _uses = new(StringComparer.Ordinal);
    private int _outside;

    /// <summary>Takes one line.</summary>
    public void Add(CertificateLine line)
    {
        var entry = line.Entry;
        if (entry.Class is null || entry.Message is null)
            return;
        if (!_classes.TryGetValue(entry.Class, out var counts))
            _classes[entry.Class] = counts = new Counts();
        counts.Add(entry);
        if (IsOutside(line))
            _outside++;
        if (entry is { Event: CertificateEvents.Overridden, Override: { } mark })
            _uses[mark.Id] = _uses.TryGetValue(mark.Id, out var use) ? use with { Messages = use.Messages + 1 } : new OverrideUse(mark.Id, mark.Ground, mark.Until, 1);
    }

    /// <summary>The statement over what was added.</summary>
    public DailyStatement ToStatement(DateOnly day, long from, long to) => new(
        1, day, from, to, _outside,
        [.. _classes.Where(c => c.Value.Any).Select(c => c.Value.ToFigures(c.Key))],
        [.. _uses.Values]);

    /// <summary>
    /// Delivered, brings work, and neither the hours of the line nor an override of an override message allow it. The event's
    /// own name is not believed: what is missing counts as outside.
    /// </summary>
    public static bool IsOutside(CertificateLine line)
    {
        var entry = line.Entry;
        if (entry.Event is not (CertificateEvents.Sent or CertificateEvents.Overridden) || entry.Class is "reply" or "receipt")
            return false;
        if (entry.Window?.Holds(line.At) == true)
            return false;
        return entry.Class != "override" || entry.Override?.Lifts(line.At) != true;
    }

    private sealed class Counts
    {
        private readonly HashSet<string> _held = [];
        private int _sent, _overridden, _merged, _withdrawn, _expired, _dead;

        public bool Any => _held.Count + _sent + _overridden + _merged + _withdrawn + _expired + _dead > 0;

        public void Add(CertificateEntry entry)
        {
            switch (entry.Event)
            {
                case CertificateEvents.Sent: _sent++; break;
                case CertificateEvents.Overridden: _overridden++; break;
                case CertificateEvents.Held: _held.Add(entry.Message!); break;
                case CertificateEvents.Merged: _merged++; break;
                case CertificateEvents.Withdrawn: _withdrawn++; break;
                case CertificateEvents.Expired: _expired++; break;
                case CertificateEvents.DeadLettered: _dead++; break;
            }
        }

        public ClassFigures ToFigures(string name) => new(name, _sent, _overridden, _held.Count, _merged, _withdrawn, _expired, _dead);
    }
}
