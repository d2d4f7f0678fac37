using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>Closes a case once the channel took the feedback to its reporter.</summary>
public sealed class CaseFeedbackObserver(
    IRecordReader reader,
    IChangeStore store,
    IDirectory directory,
    Taxonomy taxonomy,
    DeadlineRules rules,
    HoursBook hours,
    TimeProvider clock) : IDeliveryObserver
{
    private const int MaxAttempts = 3;

    /// <inheritdoc/>
    public string Name => CasePolicy.FeedbackObserver;

    /// <inheritdoc/>
    public async Task DeliveredAsync(TenantId tenant, OutboundMessage message, CancellationToken cancellationToken)
    {
        var caseId = CaseMessages.CaseOfFeedback(message.Subject) ?? throw new InvalidOperationException($"Message {message.Id} is no feedback of a case.");
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var edition = await hours.OfAsync(tenant, cancellationToken).ConfigureAwait(false);
            var found = await reader.GetAsync(tenant, [Case.Kind.Key(caseId)], cancellationToken).ConfigureAwait(false);
            if (found.Count == 0 || CasePolicy.FeedbackDelivered(Context(tenant, edition.Hours), Case.Kind.Read(found[0])) is not { } closed)
                return;
            var change = new ChangeSet { Tenant = tenant, AttemptId = $"delivered/{message.Id}/{attempt}", Effects = closed.Effects };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is not CommitOutcome.Conflict)
                return;
        }
        throw new InvalidOperationException($"Case {caseId} kept changing; the delivery is observed again.");
    }

    private CaseContext Context(TenantId tenant, HoursResolver resolver) => new()
    {
        Now = clock.GetUtcNow(),
        Directory = directory.Of(tenant),
        Taxonomy = taxonomy,
        Rules = rules,
        Hours = resolver,
        NewId = (_, _) => throw new InvalidOperationException("Closing a case sends nothing."),
    };
}
