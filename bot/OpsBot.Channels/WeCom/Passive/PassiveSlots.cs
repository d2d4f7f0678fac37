using System.Collections.Concurrent;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom.Passive;

/// <summary>
/// Open responses of this process by person and message, and for a short while what was written to them: when WeCom did
/// not hear an answer and delivers again, it gets the same answer, and nothing else happens.
/// </summary>
internal sealed class PassiveSlots(MachineClock machine)
{
    private const int MaxRemembered = 10_000;
    private static readonly TimeSpan RememberFor = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string User, string MessageId), PassiveSlot> _open = new();
    private readonly ConcurrentDictionary<(string User, string MessageId), (string Content, DateTimeOffset At)> _written = new();

    /// <summary>Opens a slot, or null when another delivery of the same message has one.</summary>
    public PassiveSlot? Open(string user, string messageId, PassiveSlot slot) => _open.TryAdd((user, messageId), slot) ? slot : null;

    /// <summary>The open slot of a message, or null.</summary>
    public PassiveSlot? Find(string user, string? messageId) =>
        messageId is not null && _open.TryGetValue((user, messageId), out var slot) ? slot : null;

    /// <summary>Ends a slot; an answer that was not written goes by the API.</summary>
    public void Close(string user, string messageId, PassiveSlot slot)
    {
        _open.TryRemove(KeyValuePair.Create((user, messageId), slot));
        slot.Written(false);
    }

    /// <summary>Keeps what was written, for a redelivery.</summary>
    public void Remember(string user, string messageId, string content)
    {
        if (_written.Count >= MaxRemembered)
            foreach (var old in _written.Where(w => w.Value.At + RememberFor < machine.Now).Select(w => w.Key).ToArray())
                _written.TryRemove(old, out _);
        if (_written.Count < MaxRemembered)
            _written[(user, messageId)] = (content, machine.Now);
    }

    /// <summary>What was written for this message a short while ago, or null.</summary>
    public string? Recall(string user, string messageId) =>
        _written.TryGetValue((user, messageId), out var known) && known.At + RememberFor >= machine.Now ? known.Content : null;
}
