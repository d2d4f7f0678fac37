namespace OpsBot.Core.Changes;

/// <summary>The due instants of a tenant, beside the records they belong to.</summary>
public interface IDueQueue
{
    /// <summary>
    /// Members with due instant at or before <paramref name="now"/>, each leased until <paramref name="machineNow"/> +
    /// <paramref name="leaseFor"/>. A lease that is not ended by a commit's <see cref="DueWrite"/> runs out and the member
    /// is due again. <paramref name="now"/> is the bot's clock (which a demo may move), <paramref name="machineNow"/> the machine's.
    /// </summary>
    Task<IReadOnlyList<string>> LeaseAsync(TenantId tenant, DateTimeOffset now, DateTimeOffset machineNow, int count, TimeSpan leaseFor, CancellationToken cancellationToken);

    /// <summary>The earliest due instant that is not leased; null when there is none.</summary>
    Task<DateTimeOffset?> NextDueAtAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>
    /// A leased member could not be worked off: it is not given out again before <see cref="SetAsidePause.After"/> of its
    /// failures in a row, counted from <paramref name="machineNow"/>. A commit's <see cref="DueWrite"/> ends the pause and the
    /// count. Returns how often it failed in a row; 0 when it is not among what is due any more.
    /// </summary>
    Task<int> SetAsideAsync(TenantId tenant, string member, ItemFaultReason reason, DateTimeOffset machineNow, CancellationToken cancellationToken);

    /// <summary>How many members are set aside.</summary>
    Task<int> CountSetAsideAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>The members that are set aside, in no order, at most about <paramref name="take"/>.</summary>
    Task<IReadOnlyList<SetAsideItem>> ListSetAsideAsync(TenantId tenant, int take, CancellationToken cancellationToken);
}
