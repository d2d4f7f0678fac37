using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Simulation;

/// <summary>What really came in and went out, kept beside the bot's own books, so that these can be checked.</summary>
internal sealed class Ledger(VirtualClock clock)
{
    private readonly Dictionary<string, LedgerLine> _lines = [];
    private readonly Dictionary<string, List<LedgerLine>> _bySubject = [];

    public IReadOnlyCollection<LedgerLine> Lines => _lines.Values;

    /// <summary>Dead letters about which no admin was told.</summary>
    public int SilentDeadLetters { get; private set; }

    public int DeadLetters { get; private set; }

    public int Commits { get; private set; }

    public void Committed(Effects effects)
    {
        Commits++;
        foreach (var line in effects.Withdrawals.Distinct().SelectMany(s => _bySubject.GetValueOrDefault(s, [])))
            line.WithdrawnAt ??= clock.True;
        Queued(effects.Outbox);
    }

    public void Queued(IEnumerable<OutboundMessage> messages)
    {
        foreach (var message in messages)
        {
            var line = new LedgerLine(message, clock.True);
            // The same id again is the same message.
            if (!_lines.TryAdd(message.Id, line))
                continue;
            if (message.Subject is not { } subject)
                continue;
            if (!_bySubject.TryGetValue(subject, out var same))
                _bySubject[subject] = same = [];
            same.Add(line);
        }
    }

    public void Held(string id) => _lines[id].WasHeld = true;

    public void DeadLettered(string id, bool told)
    {
        DeadLetters++;
        _lines[id].DeadTimes++;
        if (!told)
            SilentDeadLetters++;
    }

    /// <summary>A channel took it. A digest takes its items with it.</summary>
    public LedgerLine Accepted(OutboundMessage message)
    {
        var line = _lines[message.Id];
        line.Accepts++;
        line.FirstAcceptedAt ??= clock.True;
        foreach (var item in message.Items)
            _lines[item].InDigest = true;
        return line;
    }

    public LedgerLine Of(string id) => _lines[id];
}
