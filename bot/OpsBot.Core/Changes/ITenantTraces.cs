namespace OpsBot.Core.Changes;

/// <summary>Looks once through a store that carries no mark of what it was used for. Slow in a large one.</summary>
public interface ITenantTraces
{
    /// <summary>What lies there now.</summary>
    Task<TenantTraces> LookAsync(TenantId tenant, CancellationToken cancellationToken);
}
