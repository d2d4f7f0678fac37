using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Regulations;

/// <summary>Takes the last question out of a conversation when its time is over.</summary>
public sealed class QuestionExpiryHandler(IRecordReader reader, IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    private const string Member = "question";

    /// <inheritdoc/>
    public string Kind => Member;

    /// <summary>When the sweep must look at a conversation's question.</summary>
    internal static DueWrite Due(ConversationKey conversation, DateTimeOffset? at) => new($"{Member}/{conversation}", at);

    /// <summary>Ends in one attempt: when a turn comes in between, the lease brings the conversation back.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var found = await reader.GetAsync(tenant, [Conversation.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        var stored = found.Count > 0 ? Conversation.Kind.Read(found[0]) : null;
        var expires = stored?.Value.LastQuestion?.ExpiresAt();
        var change = new ChangeSet
        {
            Tenant = tenant,
            AttemptId = Identifier.From(entropy.Draw(), "attempt"),
            Effects = new Effects
            {
                // A newer question has taken the place of the one this was set for, or it is over, or there is none.
                Records = expires <= clock.GetUtcNow() ? [Conversation.Kind.Put(id, stored!.Value with { LastQuestion = null }, stored.Version)] : [],
                Dues = [new DueWrite($"{Member}/{id}", expires > clock.GetUtcNow() ? expires : null)],
            },
        };
        await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
    }
}
