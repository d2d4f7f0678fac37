using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery.Replanning;

/// <summary>
/// Re-plans what was planned by hours that have changed, batch by batch: first the waiting messages, then the time limits
/// of open cases. What a batch moves, its audit lines, the cursor and the next call are one commit: a crash before it repeats
/// the batch, after it goes on behind it, and a repeat moves nothing twice.
/// </summary>
public sealed class ReplanHandler(
    IRecordReader records,
    IChangeStore store,
    IOutbox outbox,
    IDirectory directory,
    HoursBook hours,
    DeadlineRules rules,
    Taxonomy taxonomy,
    IEntropySource entropy,
    DeliverySignal signal,
    TimeProvider clock,
    IFaultReporter? faults = null) : IDueHandler
{
    /// <summary>Messages of one commit; a script of this many keeps others waiting for a few milliseconds.</summary>
    public const int MessageBatch = 1000;

    /// <summary>Cases of one commit; few, because any of them may be changed by somebody meanwhile.</summary>
    public const int CaseBatch = 20;

    private const int MaxAttempts = 3;

    /// <inheritdoc/>
    public string Kind => Replan.Kind.Name;

    // Between them the member stays leased: a process that dies is followed by another when the lease runs out.
    private const int BatchesOfOneCall = 12;

    /// <inheritdoc/>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        for (var batch = 1; await NextAsync(tenant, id, isLast: batch == BatchesOfOneCall, cancellationToken).ConfigureAwait(false) && batch < BatchesOfOneCall; batch++)
        {
        }
    }

    /// <summary>One batch; true when another may follow at once.</summary>
    private async Task<bool> NextAsync(TenantId tenant, string id, bool isLast, CancellationToken cancellationToken)
    {
        var drawn = entropy.Draw();
        // After the last conflict nothing was written; the lease runs out and the walk is due again.
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var key = Replan.Kind.Key(id);
            var read = await records.GetAsync(tenant, [key, HoursBook.Key], cancellationToken).ConfigureAwait(false);
            var edition = await hours.OfAsync(tenant, read, cancellationToken).ConfigureAwait(false);
            var stored = read.FirstOrDefault(record => record.Key == key) is { } found ? Replan.Kind.Read(found) : null;
            var (effects, more) = stored?.Value.Phase switch
            {
                ReplanPhase.Messages => await MessagesAsync(tenant, id, stored, edition.Hours, cancellationToken).ConfigureAwait(false),
                ReplanPhase.Cases => await CasesAsync(tenant, id, stored, edition.Hours, drawn, cancellationToken).ConfigureAwait(false),
                _ => (Effects.None, false),
            };
            if (isLast || !more)
                effects = effects.Plus(new Effects { Dues = [new DueWrite(Replan.DueMemberOf(id), more ? clock.GetUtcNow() : null)] });
            var change = new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(drawn, $"replan/{id}/{attempt}"), Effects = effects };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is CommitOutcome.Conflict)
                continue;
            if (effects.Reschedules.Count + effects.Outbox.Count > 0)
                signal.Nudge();
            return more;
        }
        return false;
    }

    private async Task<(Effects Effects, bool More)> MessagesAsync(TenantId tenant, string id, Versioned<Replan> stored, HoursResolver resolver, CancellationToken cancellationToken)
    {
        var (replan, now, snapshot) = (stored.Value, clock.GetUtcNow(), directory.Of(tenant));
        var page = await outbox.ListOpenAsync(tenant, replan.MessageCursor, MessageBatch, cancellationToken).ConfigureAwait(false);
        OutboxEntry[] entries = [.. page.Entries.Where(e => replan.PersonId is null || e.Message.PersonId == replan.PersonId)];
        var people = entries.Select(e => e.Message.PersonId).OfType<string>().Distinct().Select(PersonalQuiet.Kind.Key).ToArray();
        var quiet = PersonalQuiet.ReadAll(people.Length > 0 ? await records.GetAsync(tenant, people, cancellationToken).ConfigureAwait(false) : []);
        var known = new Dictionary<string, QuietHours>();
        RescheduleWrite[] moves = [.. entries.SelectMany(e => Guarded(tenant, $"message:{e.Message.Id}", () => MessageReplanPolicy.Decide(e, HoursOf(e.Message), replan.Reason, now))).OfType<RescheduleWrite>()];
        var after = replan with
        {
            MessageCursor = page.Next ?? replan.MessageCursor,
            MessagesMoved = replan.MessagesMoved + moves.Length,
            Phase = page.Next is not null ? ReplanPhase.Messages : replan.PersonId is null ? ReplanPhase.Cases : ReplanPhase.Done,
        };
        return (Step(id, stored, after, now).Plus(new Effects { Reschedules = moves }), after.Phase != ReplanPhase.Done);

        QuietHours HoursOf(OutboundMessage message)
        {
            if (message.PersonId is not { } person)
                return resolver.ForUnit(snapshot, message.HoursUnitId);
            return known.TryGetValue(person, out var own) ? own : known[person] = resolver.ForPerson(snapshot, person, quiet.GetValueOrDefault(person), now);
        }
    }

    private async Task<(Effects Effects, bool More)> CasesAsync(
        TenantId tenant, string id, Versioned<Replan> stored, HoursResolver resolver, byte[] drawn, CancellationToken cancellationToken)
    {
        var (replan, now) = (stored.Value, clock.GetUtcNow());
        var ids = await records.ListAsync(tenant, new IndexQuery(Case.OpenIndex, CaseBatch, From: replan.CaseCursor), cancellationToken).ConfigureAwait(false);
        Versioned<Case>[] cases =
        [
            .. (await records.GetAsync(tenant, [.. ids.Select(Case.Kind.Key)], cancellationToken).ConfigureAwait(false))
                .SelectMany(record => Guarded(tenant, record.Key.ToString(), () => Case.Kind.Read(record))),
        ];
        var context = new CaseContext
        {
            Now = now,
            Directory = directory.Of(tenant),
            Rules = rules,
            Hours = resolver,
            Taxonomy = taxonomy,
            NewId = (purpose, length) => Identifier.From(drawn, purpose, length),
        };
        var moved = cases.SelectMany(subject => Guarded(tenant, $"case:{subject.Value.Id}", () => CaseReplanPolicy.Decide(context, subject, replan.Reason))).ToArray();
        var more = ids.Count == CaseBatch && cases.Length > 0;
        var after = replan with
        {
            CaseCursor = more ? NextCursor(replan.CaseCursor, cases) : replan.CaseCursor,
            DeadlinesMoved = replan.DeadlinesMoved + moved.Sum(m => m.Moved),
            Phase = more ? ReplanPhase.Cases : ReplanPhase.Done,
        };
        return (moved.Aggregate(Step(id, stored, after, now), (all, one) => all.Plus(one.Effects)), more);
    }

    // The walk does not stop for one that cannot be read or moved; its own times stay as they are, and it is reported.
    private IReadOnlyList<T> Guarded<T>(TenantId tenant, string id, Func<T> decide)
    {
        try
        {
            return [decide()];
        }
        catch (Exception fault) when (ItemGuard.IsOfItem(fault, CancellationToken.None))
        {
            faults?.Report(tenant, new ItemFault("replan", id, ItemGuard.ReasonOf(fault), 1, fault));
            return [];
        }
    }

    // The last ones of a page come again with the next, which is harmless; a page of one single instant must still go on.
    private static DateTimeOffset NextCursor(DateTimeOffset? before, Versioned<Case>[] cases)
    {
        var last = DateTimeOffset.FromUnixTimeMilliseconds(cases.Max(c => c.Value.FiledAt).ToUnixTimeMilliseconds());
        return last > before || before is null ? last : last.AddMilliseconds(1);
    }

    private static Effects Step(string id, Versioned<Replan> stored, Replan after, DateTimeOffset now)
    {
        var done = after.Phase == ReplanPhase.Done;
        var step = new Effects
        {
            // That of one person has told all it has to tell in the audit.
            Records = [done && after.PersonId is not null ? Replan.Kind.Delete(id, stored.Version) : Replan.Kind.Put(id, done ? after with { EndedAt = now } : after, stored.Version)],
        };
        return !done ? step : step.Plus(new Effects
        {
            Audit = [new AuditEntry(now, "system", "replan.done", Replan.Kind.Key(id).ToString(), $"messages={after.MessagesMoved} deadlines={after.DeadlinesMoved} {after.Reason}")],
            Outbox = after.TellPersonId is not { } person ? [] :
            [
                new OutboundMessage
                {
                    Id = Identifier.From("replan"u8, $"replan/{id}", 26),
                    Class = MessageClass.Digest,
                    PersonId = person,
                    Subject = Replan.DueMemberOf(id),
                    Content = CalendarTexts.Replanned(after.Reason, after.MessagesMoved, after.DeadlinesMoved),
                    CreatedAt = now,
                },
            ],
        });
    }
}
