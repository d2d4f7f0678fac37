using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DirectLine;

/// <summary>Turns what a client posts into turns of the bot.</summary>
internal sealed class DirectLineTurns(
    TakeTurn takeTurn, IActivityLog log, UploadStore uploads, IRecordReader records, IChangeStore store, IEntropySource entropy, TimeProvider clock)
{
    private const string VisitorPrefix = "visitor-";

    /// <summary>One message. Its log entry is written with the turn or not at all.</summary>
    public async Task<(TurnOutcome Outcome, string ActivityId)> PostAsync(DirectLinePrincipal who, PostedActivity posted, CancellationToken cancellationToken)
    {
        var entryId = EntryIdOf(posted);
        var fileIds = await uploads.SaveAsync(who, entryId, posted.Files, cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var json = ActivityWriter.WritePerson(posted, who, entryId, fileIds, now);
        var message = Message(who, entryId, posted.Text) with
        {
            Action = posted.Action,
            HasFiles = posted.HadFiles,
            FileIds = fileIds,
            Log = new LogAppend(who.ConversationId, entryId, json),
            LogWithoutWords = new LogAppend(who.ConversationId, entryId, ActivityWriter.WriteWithoutWords(posted, who, entryId, now)),
        };
        var outcome = await takeTurn(message, cancellationToken).ConfigureAwait(false);
        return (outcome, ActivityIds.Shown(who.ConversationId, entryId));
    }

    /// <summary>The welcome of a conversation in which nothing was said yet; any number of calls give one.</summary>
    public async Task<TurnOutcome> GreetAsync(DirectLinePrincipal who, CancellationToken cancellationToken)
    {
        if (await HasStartedAsync(who, cancellationToken).ConfigureAwait(false))
            return TurnOutcome.Duplicate;
        var message = Message(who, ActivityIds.Greeting(who.ConversationId), "") with { IsGreeting = true };
        return await takeTurn(message, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the conversation for posting. All its clients are told by the activity itself; a repeat changes nothing.</summary>
    public async Task<(TurnOutcome Outcome, string ActivityId)> EndAsync(DirectLinePrincipal who, PostedActivity posted, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var change = new ChangeSet
        {
            Tenant = who.Tenant,
            AttemptId = Identifier.From(entropy.Draw(), "attempt"),
            Effects = new Effects
            {
                Records = [ConversationEnd.Kind.Put(who.ConversationId, new ConversationEnd(), 0)],
                Dues =
                [
                    RecordExpiryHandler.Due(ConversationEnd.Kind.Key(who.ConversationId), now + ConversationEnd.Keep),
                    who.IsAnonymous ? VisitExpiryHandler.DueAfter(KeyOf(who), now) : LogMarks.DueAfter(who.ConversationId, now),
                ],
            },
            Logs = [new LogAppend(who.ConversationId, ActivityIds.End, ActivityWriter.WritePerson(posted, who, ActivityIds.End, [], now))],
        };
        var outcome = await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
        return (outcome is CommitOutcome.Committed ? TurnOutcome.Accepted : TurnOutcome.Duplicate, ActivityIds.Shown(who.ConversationId, ActivityIds.End));
    }

    /// <summary>True when nothing more may be posted.</summary>
    public async Task<bool> HasEndedAsync(DirectLinePrincipal who, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(who.Tenant, [ConversationEnd.Kind.Key(who.ConversationId)], cancellationToken).ConfigureAwait(false);
        return found.Count > 0;
    }

    /// <summary>The id to show for an activity that is accepted and ignored.</summary>
    public string IgnoredId(DirectLinePrincipal who, PostedActivity posted) => ActivityIds.Shown(who.ConversationId, EntryIdOf(posted));

    /// <summary>A conversation id that nobody can guess.</summary>
    public string NewConversationId() => Identifier.From(entropy.Draw(), "conversation", 26);

    /// <summary>An account for a person whom the portal did not name.</summary>
    public string NewGuestId() => "guest-" + Identifier.From(entropy.Draw(), "guest");

    /// <summary>An account for one visit through the public entrance; the next visit gets another.</summary>
    public string NewVisitorId() => VisitorPrefix + Identifier.From(entropy.Draw(), "visitor");

    private async Task<bool> HasStartedAsync(DirectLinePrincipal who, CancellationToken cancellationToken)
    {
        var first = await log.ReadAsync(who.Tenant, who.ConversationId, 0, 1, cancellationToken).ConfigureAwait(false);
        return first.Count > 0;
    }

    private string EntryIdOf(PostedActivity posted) =>
        ActivityIds.PersonEntry(posted.ClientId ?? Convert.ToHexStringLower(entropy.Draw()));

    private static ConversationKey KeyOf(DirectLinePrincipal who) => new(DirectLineOptions.Channel, who.ConversationId, who.UserId);

    private static InboundMessage Message(DirectLinePrincipal who, string messageId, string text) => new()
    {
        Tenant = who.Tenant,
        Key = KeyOf(who),
        MessageId = messageId,
        Text = text,
        IsAnonymous = who.IsAnonymous,
        ReplyAddress = new Address(DirectLineOptions.Channel, who.ConversationId, who.UserId),
    };
}
