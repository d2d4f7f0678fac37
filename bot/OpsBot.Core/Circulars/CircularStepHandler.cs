using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Works off, step by step, the circulars that an index lists, the oldest first. It is run by processes that have messengers.
/// One of them at a time takes a step, by a guarded write of <see cref="StepPace"/>; one that dies in it keeps the others away
/// for a minute, and its step is taken again.
/// </summary>
public abstract class CircularStepHandler(IRecordReader records, IChangeStore store, IEntropySource entropy, MachineClock machine, IFaultReporter? faults = null)
{
    /// <summary>Longest time between two looks.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ClaimFor = TimeSpan.FromMinutes(1);

    // Well within the claim, even when the platform takes its time for the last answer.
    private static readonly TimeSpan StepLimit = TimeSpan.FromSeconds(20);

    // More circulars than these are hardly ever worked on at once, nor broken at once.
    private const int Looked = 20;
    private readonly SetAsideMemory _setAside = new(machine);

    /// <summary>The id of the one <see cref="StepPace"/>.</summary>
    protected abstract string PaceId { get; }

    /// <summary>Asks for the one circular to work on.</summary>
    protected abstract IndexQuery Oldest { get; }

    /// <summary>One step of the oldest circular that is not set aside. Returns how long to wait before the next.</summary>
    public async Task<TimeSpan> RunOnceAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var listed = await records.ListAsync(tenant, Oldest with { Take = Looked }, cancellationToken).ConfigureAwait(false);
        if (listed.FirstOrDefault(known => _setAside.IsReady(KeyOf(tenant, known))) is not { } id)
            return Idle;
        try
        {
            return await RunOnceAsync(tenant, id, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (ItemGuard.IsOfItem(fault, cancellationToken))
        {
            faults?.Report(tenant, new ItemFault(PaceId, id, ItemGuard.ReasonOf(fault), _setAside.Add(KeyOf(tenant, id)), fault));
            return TimeSpan.Zero;
        }
    }

    private static string KeyOf(TenantId tenant, string id) => $"{tenant.Value}/{id}";

    private async Task<TimeSpan> RunOnceAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var key = StepPace.Kind.Key(PaceId);
        var found = (await records.GetAsync(tenant, [key, .. KeysOf(id)], cancellationToken).ConfigureAwait(false)).ToDictionary(r => r.Key);
        var pace = found.TryGetValue(key, out var paced) ? StepPace.Kind.Read(paced) : null;
        var started = machine.Now;
        var wait = pace?.Value.NotBefore - started ?? TimeSpan.Zero;
        if (WaitOf(id, found) is var later && later > wait)
            wait = later;
        if (wait > TimeSpan.Zero)
            return wait < Idle ? wait : Idle;
        var version = pace?.Version ?? 0;
        var claim = new Effects { Records = [StepPace.Kind.Put(PaceId, new StepPace(started + ClaimFor), version)] };
        if (!await WriteAsync(tenant, claim, cancellationToken).ConfigureAwait(false))
            return Idle;
        var step = await StepAsync(tenant, id, found, () => machine.Now - started > StepLimit, cancellationToken).ConfigureAwait(false);
        _setAside.Remove(KeyOf(tenant, id));
        var next = new StepPace(step.Pause > TimeSpan.Zero ? machine.Now + step.Pause : started + Second);
        // When this does not go through the step took too long and another process took it again: its numbers count.
        await WriteAsync(tenant, step.Effects.Plus(new Effects { Records = [StepPace.Kind.Put(PaceId, next, version + 1)] }), cancellationToken).ConfigureAwait(false);
        return next.NotBefore - machine.Now is { } left && left > TimeSpan.Zero ? left < Idle ? left : Idle : TimeSpan.Zero;
    }

    /// <summary>The records by which a step is decided.</summary>
    protected abstract IReadOnlyList<RecordKey> KeysOf(string id);

    /// <summary>How long nothing is to be done yet.</summary>
    protected virtual TimeSpan WaitOf(string id, IReadOnlyDictionary<RecordKey, StoredRecord> found) => TimeSpan.Zero;

    /// <summary>One step, to be ended soon after <paramref name="isOver"/> says so. The last one takes the circular out of the index.</summary>
    protected abstract Task<CircularStep> StepAsync(
        TenantId tenant, string id, IReadOnlyDictionary<RecordKey, StoredRecord> found, Func<bool> isOver, CancellationToken cancellationToken);

    private async Task<bool> WriteAsync(TenantId tenant, Effects effects, CancellationToken cancellationToken)
    {
        var change = new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(entropy.Draw(), "circular-step"), Effects = effects };
        return await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is not CommitOutcome.Conflict;
    }
}
