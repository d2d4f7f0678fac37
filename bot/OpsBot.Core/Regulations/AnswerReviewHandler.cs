using OpsBot.Core.Changes;

namespace OpsBot.Core.Regulations;

/// <summary>Deletes a review with its question when its time is over.</summary>
public sealed class AnswerReviewHandler(IRecordReader reader, IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    /// <inheritdoc/>
    public string Kind => AnswerReview.Kind.Name;

    /// <inheritdoc/>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var found = await reader.GetAsync(tenant, [AnswerReview.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        var review = found.Count > 0 ? AnswerReview.Kind.Read(found[0]) : null;
        var change = new ChangeSet
        {
            Tenant = tenant,
            AttemptId = Identifier.From(entropy.Draw(), "attempt"),
            Effects = review?.Value.ExpiresAt > clock.GetUtcNow()
                ? new Effects { Dues = [AnswerReview.Due(id, review.Value.ExpiresAt)] }
                : new Effects
                {
                    Records = review is null ? [] : [AnswerReview.Kind.Delete(id, review.Version)],
                    Indexes = [new IndexWrite(AnswerReview.Index, id, null)],
                    Dues = [AnswerReview.Due(id, null)],
                },
        };
        // Nothing changes a review, so a conflict is another sweep's deletion; if not, the lease brings it back.
        await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
    }
}
