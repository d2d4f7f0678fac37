using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Certificates;

/// <summary>
/// Makes the statement of a day once it is over (bot's clock), in two commits, so that a crash between them repeats
/// nothing and leaves nothing out: first the statement goes into the log, then its anchor is written and posted.
/// </summary>
public sealed class CertificateDayHandler(
    ICertificateLog log,
    CertificateSealHandler seal,
    CertificateAnchorHandler anchors,
    IRecordReader records,
    IChangeStore store,
    IDirectory directory,
    WorkSchedule schedule,
    IEntropySource entropy,
    DeliverySignal signal,
    TimeProvider clock) : IDueHandler
{
    internal const string Member = "certificate";
    private const int ReadAtOnce = 500;

    /// <inheritdoc/>
    public string Kind => Member;

    /// <summary>
    /// Chains and anchors what is new, and starts the statements on the first call. The scheduler's sweep calls it often.
    /// </summary>
    public async Task RunAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var head = await seal.RunAsync(tenant, cancellationToken).ConfigureAwait(false);
        await anchors.RunAsync(tenant, head, cancellationToken).ConfigureAwait(false);
        if (head.Count > 0 && await LoadAsync(tenant, cancellationToken).ConfigureAwait(false) is null)
            await CommitAsync(tenant, Started(DayOf(clock.GetUtcNow())), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var head = await seal.RunAsync(tenant, cancellationToken).ConfigureAwait(false);
        var stored = await LoadAsync(tenant, cancellationToken).ConfigureAwait(false);
        Effects effects;
        if (stored is null)
            effects = Started(DayOf(clock.GetUtcNow()));
        else if (stored.Value.Unposted is { } statement)
        {
            // A log that was rewritten is not signed: the statement waits, and the health page says why.
            if (!await anchors.RunAsync(tenant, head, cancellationToken).ConfigureAwait(false))
                return;
            effects = Posted(stored, statement, tenant, anchors.AnchorDay(tenant, head));
        }
        else if (stored.Value.Next < DayOf(clock.GetUtcNow()))
            effects = Stated(stored, await CountAsync(tenant, stored.Value, head, cancellationToken).ConfigureAwait(false));
        else
            effects = new Effects { Dues = [new DueWrite(CertificateState.DueMember, EndOf(stored.Value.Next))] };
        if (await CommitAsync(tenant, effects, cancellationToken).ConfigureAwait(false) is CommitOutcome.Committed && effects.Outbox.Count > 0)
            signal.Nudge();
    }

    /// <summary>
    /// Up to the last line of the day. A line that is sealed after the statement belongs to the next one; none is left out.
    /// </summary>
    private async Task<DailyStatement> CountAsync(TenantId tenant, CertificateState state, CertificateHead head, CancellationToken cancellationToken)
    {
        var end = EndOf(state.Next);
        var counter = new StatementCounter();
        var beyond = new List<CertificateLine>();
        var to = state.Covered;
        for (var from = state.Covered + 1; from <= head.Count; from += ReadAtOnce)
            foreach (var text in await log.ReadAsync(tenant, from, ReadAtOnce, cancellationToken).ConfigureAwait(false))
            {
                var line = CertificateChain.Parse(text) ?? throw new InvalidOperationException("A line of the certificate log cannot be read.");
                beyond.Add(line);
                if (line.At >= end)
                    continue;
                beyond.ForEach(counter.Add);
                beyond.Clear();
                to = line.Number;
            }
        return counter.ToStatement(state.Next, state.Covered + 1, to);
    }

    private Effects Started(DateOnly today) => new()
    {
        Records = [CertificateState.Kind.Put(CertificateState.Id, new CertificateState { Next = today }, 0)],
        Dues = [new DueWrite(CertificateState.DueMember, EndOf(today))],
    };

    private Effects Stated(Versioned<CertificateState> stored, DailyStatement statement)
    {
        var now = clock.GetUtcNow();
        var state = stored.Value with { Next = statement.Day.AddDays(1), Covered = statement.To, Unposted = statement };
        return new Effects
        {
            Records = [CertificateState.Kind.Put(CertificateState.Id, state, stored.Version), DailyStatement.Kind.Put(CertificateState.IdOf(statement.Day), statement, 0)],
            Dues = [new DueWrite(CertificateState.DueMember, now)],
            Certificate = [new CertificateEntry { At = now, Event = CertificateEvents.Statement, Statement = System.Text.Json.JsonSerializer.SerializeToElement(statement, StoredJson.Options) }],
        };
    }

    private Effects Posted(Versioned<CertificateState> stored, DailyStatement statement, TenantId tenant, CertificateAnchor anchor)
    {
        var now = clock.GetUtcNow();
        return new Effects
        {
            Records = [CertificateState.Kind.Put(CertificateState.Id, stored.Value with { Unposted = null }, stored.Version)],
            Dues = [new DueWrite(CertificateState.DueMember, EndOf(stored.Value.Next))],
            Outbox =
            [
                .. Supervision.Office(directory.Of(tenant)).Select(person => new OutboundMessage
                {
                    Id = Identifier.From("certificate"u8, $"{CertificateState.IdOf(statement.Day)}/{person.Id}", 26),
                    Class = MessageClass.Digest,
                    PersonId = person.Id,
                    Subject = $"certificate:{CertificateState.IdOf(statement.Day)}",
                    Content = CertificateTexts.Statement(statement, anchor),
                    CreatedAt = now,
                }),
            ],
            Audit = [new AuditEntry(now, "system", "certificate.posted", $"certificate:{CertificateState.IdOf(statement.Day)}", $"lines={statement.From}-{statement.To} outside={statement.OutsideWindow}")],
        };
    }

    private DateOnly DayOf(DateTimeOffset now) => DateOnly.FromDateTime(now.ToOffset(schedule.UtcOffset).DateTime);

    private DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), schedule.UtcOffset);

    private async Task<Versioned<CertificateState>?> LoadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [CertificateState.Kind.Key(CertificateState.Id)], cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? CertificateState.Kind.Read(found[0]) : null;
    }

    private Task<CommitOutcome> CommitAsync(TenantId tenant, Effects effects, CancellationToken cancellationToken) => store.CommitAsync(
        new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(entropy.Draw(), "certificate"), Effects = effects }, cancellationToken);
}
