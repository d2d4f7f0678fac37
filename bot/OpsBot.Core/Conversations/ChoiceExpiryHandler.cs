using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>
/// Takes the last trace out: that somebody asked for the way without a name, and was told it. The answer stays long enough to
/// be read; after that a look at the log must not tell who may have used the public form.
/// </summary>
public sealed class ChoiceExpiryHandler(IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    private const string Member = "choice";
    private static readonly TimeSpan Readable = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public string Kind => Member;

    /// <summary>Part of the turn in which the way without a name was chosen.</summary>
    public static DueWrite DueOf(TurnFacts facts) => new(
        string.Join('/', [Member, Uri.EscapeDataString(facts.Message.Log?.ConversationId ?? ""), Uri.EscapeDataString(facts.Message.Log?.EntryId ?? ""), facts.ReplyId(0)]),
        facts.Now + Readable);

    /// <inheritdoc/>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        if (id.Split('/') is not [var log, var entry, var answer])
            throw new ArgumentException("The due member is none of a choice.", nameof(id));
        string[] ids = entry.Length == 0 ? [answer] : [Uri.UnescapeDataString(entry), answer];
        await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "attempt"),
                Effects = new Effects
                {
                    Dues = [new DueWrite($"{Member}/{id}", null), LogCompaction.DueAfter(clock.GetUtcNow())],
                    Erasures = [new LogErase(log.Length == 0 ? null : Uri.UnescapeDataString(log), ids)],
                },
            },
            cancellationToken).ConfigureAwait(false);
    }
}
