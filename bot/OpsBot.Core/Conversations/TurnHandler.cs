using System.Globalization;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Identity;
using OpsBot.Core.Organization;
using OpsBot.Core.Regulations.Model;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Conversations;

/// <summary>
/// Flow A: one message in, one commit out. When this returns <see cref="TurnOutcome.Accepted"/>, the new conversation
/// state, every record it changed and the answers are on disk together.
/// </summary>
public sealed class TurnHandler(
    DialogRouter router,
    IRecordReader records,
    IOutbox outbox,
    IChangeStore store,
    IDirectory directory,
    HoursBook hours,
    IEntropySource entropy,
    DeliverySignal signal,
    TimeProvider clock,
    ISentencePolisher? polisher = null,
    IAnswerCourier? courier = null)
{
    private const int MaxAttempts = 4;

    // Six turns or so. Every turn writes them, so they are few.
    private const int MostSpoken = 12;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);
    private readonly ConversationLocks _locks = new();
    private long _attempts;
    private readonly string _process = Identifier.From(entropy.Draw(), "process");
    private readonly FactLoader _loader = new(records, outbox, polisher);

    /// <summary>
    /// Takes one turn. Throws <see cref="StoreUnavailableException"/> when the store is away: answer 503, the messenger
    /// delivers again, and the message id makes that harmless.
    /// </summary>
    public async Task<TurnOutcome> HandleAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var id = message.Key.ToString();
        using var turn = await _locks.EnterAsync(id, MaxWait, cancellationToken).ConfigureAwait(false);
        if (turn is null)
            return TurnOutcome.Busy;
        var drawn = entropy.Draw();
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // What this process remembers is good for the first attempt only.
            var facts = await GatherAsync(message, id, drawn, attempt == 0, cancellationToken).ConfigureAwait(false);
            var dialog = router.Route(facts.Facts);
            var loaded = await _loader.LoadAsync(dialog, facts.Facts, cancellationToken).ConfigureAwait(false);
            var result = dialog.Step(loaded);
            var replies = Replies(loaded, result);
            var start = courier?.Prepare(replies);
            var change = ToChange(loaded, id, result, replies, start, facts.Version, facts.Seen);
            var outcome = await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
            switch (outcome)
            {
                case CommitOutcome.Committed committed:
                    message.OnQueued?.Invoke([.. replies.Select(r => r.Id)]);
                    if (committed.Begun.Count > 0)
                        courier!.Take(message.Tenant, start!, committed.Begun.Count == replies.Length ? replies : [.. replies.Where(r => committed.Begun.Contains(r.Id))]);
                    if (committed.Begun.Count < change.Effects.Outbox.Count)
                        signal.Nudge();
                    return TurnOutcome.Accepted;
                case CommitOutcome.Duplicate:
                    return TurnOutcome.Duplicate;
            }
        }
        return TurnOutcome.Busy;
    }

    private async ValueTask<(TurnFacts Facts, long Version, IReadOnlyList<RecordSeen> Seen)> GatherAsync(
        InboundMessage message, string id, byte[] drawn, bool mayRemember, CancellationToken cancellationToken)
    {
        var key = Conversation.Kind.Key(id);
        var snapshot = directory.Of(message.Tenant);
        // The conversation, and what is read beside it.
        var linked = AccountLink.KeyFor(message.Key, snapshot);
        RecordKey[] keys = linked is { } link ? [key, HoursBook.Key, link, .. message.AlsoRead] : [key, HoursBook.Key, .. message.AlsoRead];
        var (stored, fromMemory) = mayRemember
            ? await records.GetRecentAsync(message.Tenant, keys, cancellationToken).ConfigureAwait(false)
            : new RecentRecords(await records.GetAsync(message.Tenant, keys, cancellationToken).ConfigureAwait(false), false);
        message = message.Meant?.Invoke(message, stored) ?? message;
        var conversation = Find(stored, key) is { } own ? Conversation.Kind.Read(own) : new Versioned<Conversation>(new Conversation(), 0);
        var edition = await hours.OfAsync(message.Tenant, stored, cancellationToken).ConfigureAwait(false);
        var facts = new TurnFacts
        {
            Now = clock.GetUtcNow(),
            Message = message,
            Sender = AccountLink.PersonOf(message.Key, snapshot, linked is null ? null : Find(stored, linked.Value)),
            Directory = snapshot,
            Edition = edition,
            Conversation = conversation.Value,
            Entropy = drawn,
            HasModel = polisher is not null,
        };
        return (facts, conversation.Version, fromMemory ? Seen(stored, keys) : []);
    }

    // The conversation itself is guarded by being written.
    private static RecordSeen[] Seen(IReadOnlyList<StoredRecord> stored, RecordKey[] keys)
    {
        var seen = new RecordSeen[keys.Length - 1];
        for (var i = 0; i < seen.Length; i++)
            seen[i] = new RecordSeen(keys[i + 1], Find(stored, keys[i + 1]));
        return seen;
    }

    private static StoredRecord? Find(IReadOnlyList<StoredRecord> stored, RecordKey key)
    {
        for (var i = 0; i < stored.Count; i++)
            if (stored[i].Key == key)
                return stored[i];
        return null;
    }

    private string NextAttempt() => string.Create(CultureInfo.InvariantCulture, $"{_process}/{Interlocked.Increment(ref _attempts)}");

    private static OutboundMessage[] Replies(TurnFacts facts, TurnResult result)
    {
        var message = facts.Message;
        var mayAnswer = message.Group is null || !IsGroup(message, message.ReplyAddress) || facts.Sender is not null;
        return [.. (mayAnswer ? result.Replies : []).Select((content, i) => new OutboundMessage
        {
            Id = facts.ReplyId(i),
            Class = MessageClass.Reply,
            PersonId = facts.Sender?.Id,
            Address = IsGroup(message, message.ReplyAddress) ? null : message.ReplyAddress,
            Content = content,
            CreatedAt = facts.Now,
            ReplyTo = message.Group is null ? message.MessageId : null,
        })];
    }

    private ChangeSet ToChange(
        TurnFacts facts, string id, TurnResult result, OutboundMessage[] replies, SendStart? start, long version, IReadOnlyList<RecordSeen> seen)
    {
        var message = facts.Message;
        string[] places = message.Log is { } said ? [said.EntryId, .. replies.Select(r => r.Id)] : [.. replies.Select(r => r.Id)];
        var conversation = result.Conversation with
        {
            Turns = facts.Conversation.Turns + 1,
            KeptUntil = message.IsAnonymous ? VisitExpiryHandler.KeptUntil(facts.Now) : null,
            Trail = result.Conversation.Trail?.With(places, message.FileIds),
            Spoken = result.IsFreeSpeech ? [.. result.Conversation.Spoken.Concat(places).TakeLast(MostSpoken)] : result.Conversation.Spoken,
        };
        var entry = result.KeepsNoWords ? message.LogWithoutWords : message.Log;
        var own = new Effects
        {
            Records = [Conversation.Kind.Put(id, conversation, version)],
            Outbox = replies,
            Dues = Dues(message, facts.Now),
        };
        return new ChangeSet
        {
            Tenant = message.Tenant,
            AttemptId = NextAttempt(),
            Once = new OnceKey($"turn/{id}/{message.MessageId}", OnceKey.DefaultKeepFor),
            Effects = own.Plus(result.Effects),
            Logs = entry is { } log ? [log] : [],
            Start = start,
            Seen = seen,
        };
    }

    // A visit leaves altogether, soon after its last turn; a person's log is cut day by day.
    private static DueWrite[] Dues(InboundMessage message, DateTimeOffset now) => message switch
    {
        { IsAnonymous: true } => [VisitExpiryHandler.DueAfter(message.Key, now)],
        { Log: { } typed } => [LogMarks.DueAfter(typed.ConversationId, now)],
        _ => [],
    };

    // A channel that gives the group as the address of an answer would show it to all: then the sender's own address from the
    // directory is taken, and a sender without one gets no answer.
    private static bool IsGroup(InboundMessage message, Address address) =>
        message.Group is { Address: var group } && group.Channel == address.Channel && group.ConversationId == address.ConversationId;
}
