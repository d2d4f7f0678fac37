using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Regulations.Model;

namespace OpsBot.Core.Conversations;

/// <summary>Loads what dialogs ask for.</summary>
internal sealed class FactLoader(IRecordReader records, IOutbox outbox, ISentencePolisher? polisher)
{
    private const int MaxRounds = 4;

    /// <summary>Asks <paramref name="dialog"/> what it needs and loads it, until it wants nothing new.</summary>
    public async ValueTask<TurnFacts> LoadAsync(IDialog dialog, TurnFacts facts, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            var needs = dialog.Needs(facts);
            if (ReferenceEquals(needs, FactNeeds.None))
                return facts;
            var keys = needs.Records.Where(k => !facts.Asked.Contains(k)).Distinct().ToArray();
            var lists = needs.Lists.Where(q => !facts.Lists.ContainsKey(q)).Distinct().ToArray();
            var counts = needs.DeliveryCounts.Where(s => !facts.DeliveryCounts.ContainsKey(s)).Distinct().ToArray();
            var messages = needs.Messages.Where(m => !facts.Messages.ContainsKey(m)).Distinct().ToArray();
            var days = needs.BurdenDays.Where(d => !facts.BurdenDays.ContainsKey(d)).Distinct().ToArray();
            var months = needs.BurdenMonths.Where(m => !facts.BurdenMonths.ContainsKey(m)).Distinct().ToArray();
            var rewordings = polisher is null ? [] : needs.Rewordings.Where(r => !facts.Reworded.ContainsKey(r.Sentence)).ToArray();
            if (rewordings.Length + keys.Length + lists.Length + counts.Length + messages.Length + days.Length + months.Length == 0)
                return facts;
            facts = await LoadAsync(facts, keys, lists, counts, cancellationToken).ConfigureAwait(false);
            facts = await LoadDeliveryAsync(facts, messages, days, months, cancellationToken).ConfigureAwait(false);
            foreach (var rewording in rewordings)
            {
                var result = await polisher!.PolishAsync(rewording, cancellationToken).ConfigureAwait(false);
                facts = facts with { Reworded = new Dictionary<string, string>(facts.Reworded) { [rewording.Sentence] = result.Sentence } };
            }
        }
        return facts;
    }

    private async Task<TurnFacts> LoadAsync(TurnFacts facts, RecordKey[] keys, IndexQuery[] lists, string[] counts, CancellationToken cancellationToken)
    {
        var tenant = facts.Message.Tenant;
        var found = new Dictionary<RecordKey, StoredRecord>(facts.Records);
        if (keys.Length > 0)
            foreach (var record in await records.GetAsync(tenant, keys, cancellationToken).ConfigureAwait(false))
                found[record.Key] = record;
        var listed = new Dictionary<IndexQuery, IReadOnlyList<string>>(facts.Lists);
        foreach (var query in lists)
            listed[query] = await records.ListAsync(tenant, query, cancellationToken).ConfigureAwait(false);
        var counted = new Dictionary<string, IReadOnlyDictionary<DeliveryState, int>>(facts.DeliveryCounts);
        foreach (var subject in counts)
            counted[subject] = await outbox.CountAsync(tenant, subject, cancellationToken).ConfigureAwait(false);
        return facts with
        {
            Records = found,
            Asked = facts.Asked.Concat(keys).ToHashSet(),
            Lists = listed,
            DeliveryCounts = counted,
        };
    }

    private async Task<TurnFacts> LoadDeliveryAsync(TurnFacts facts, string[] messages, BurdenQuery[] days, string[] months, CancellationToken cancellationToken)
    {
        var tenant = facts.Message.Tenant;
        var found = new Dictionary<string, OutboxEntry?>(facts.Messages);
        if (messages.Length > 0)
        {
            foreach (var id in messages)
                found[id] = null;
            foreach (var entry in await outbox.GetAsync(tenant, messages, cancellationToken).ConfigureAwait(false))
                found[entry.Message.Id] = entry;
        }
        var daily = new Dictionary<BurdenQuery, IReadOnlyList<BurdenLine>>(facts.BurdenDays);
        foreach (var query in days)
            daily[query] = await outbox.BurdenOfDayAsync(tenant, query.Recipient, query.Day, cancellationToken).ConfigureAwait(false);
        var monthly = new Dictionary<string, IReadOnlyDictionary<string, int>>(facts.BurdenMonths);
        foreach (var month in months)
            monthly[month] = await outbox.BurdenOfMonthAsync(tenant, month, cancellationToken).ConfigureAwait(false);
        return facts with { Messages = found, BurdenDays = daily, BurdenMonths = monthly };
    }
}
