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
}
