using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>
/// Remembers the signatures that this process answered with success, as long as their timestamp is fresh. It saves work;
/// what makes a message happen once, for all processes and for days, is the once-key of its turn.
/// </summary>
internal sealed class ReplayGuard(IOptions<WeComOptions> options, MachineClock machine)
{
    private const int MaxRemembered = 200_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Signature, DateTimeOffset At)> _order = new();

    /// <summary>Asks about a request whose signature and freshness were found good, and remembers it.</summary>
    public Admission Admit(string signature)
    {
        var now = machine.Now;
        lock (_lock)
        {
            Prune(now);
            if (_seen.TryGetValue(signature, out var first))
                return now - first <= options.Value.RedeliveryWindow ? Admission.Redelivery : Admission.Replay;
            _seen[signature] = now;
            _order.Enqueue((signature, now));
            return Admission.First;
        }
    }

    /// <summary>It was not taken after all: WeCom may deliver it again whenever it likes.</summary>
    public void Forget(string signature)
    {
        lock (_lock)
            _seen.Remove(signature);
    }

    private void Prune(DateTimeOffset now)
    {
        // A timestamp may lie ahead as far as it may lie behind.
        var keep = options.Value.Freshness * 2;
        while (_order.TryPeek(out var oldest) && (now - oldest.At > keep || _order.Count > MaxRemembered))
        {
            _order.Dequeue();
            if (_seen.TryGetValue(oldest.Signature, out var at) && at == oldest.At)
                _seen.Remove(oldest.Signature);
        }
    }
}
