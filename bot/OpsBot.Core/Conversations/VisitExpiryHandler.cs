using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>
/// Takes a visit through the public entrance out, conversation and log, once nobody has said anything in it for
/// <see cref="KeptFor"/>. Only a page that stays open can still reach it then, and that page has shown all of it.
/// </summary>
public sealed class VisitExpiryHandler(IChangeStore store, IRecordReader reader, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    /// <summary>How long a visit is kept after its last turn; an hour more at most.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private const string Member = "visit";

    // A page that was asleep for longer starts over.
    private static readonly TimeSpan NumbersKeptFor = TimeSpan.FromDays(7);

    /// <inheritdoc/>
    public string Kind => Member;

    /// <summary>Until when a visit is kept. On the hour, so that it does not tell when the last turn was.</summary>
    public static DateTimeOffset KeptUntil(DateTimeOffset now) => new DateTimeOffset(now.UtcDateTime.Date.AddHours(now.UtcDateTime.Hour + 1), TimeSpan.Zero) + KeptFor;

    /// <summary>Replaces the instant of an earlier turn.</summary>
    public static DueWrite DueAfter(ConversationKey visit, DateTimeOffset now) => new($"{Member}/{visit}", KeptUntil(now));

    /// <summary>Ends in one attempt: when a turn comes in between, the conversation has another version and nothing is taken out.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        if (id.Split('/') is not [_, var log, _])
            throw new ArgumentException("The due member is none of a visit.", nameof(id));
        var found = await reader.GetAsync(tenant, [Conversation.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        var until = found.Count > 0 ? Conversation.Kind.Read(found[0]).Value.KeptUntil : null;
        var isOver = !(until > clock.GetUtcNow());
        await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "attempt"),
                Effects = !isOver ? new Effects { Dues = [new DueWrite($"{Member}/{id}", until)] } : new Effects
                {
                    Records = [.. found.Select(record => new RecordWrite(record.Key, record.Version, null))],
                    Dues = [new DueWrite($"{Member}/{id}", null), LogCompaction.DueAfter(clock.GetUtcNow())],
                    Erasures = [new LogErase(Uri.UnescapeDataString(log), null, NumbersKeptFor)],
                },
            },
            cancellationToken).ConfigureAwait(false);
    }
}
