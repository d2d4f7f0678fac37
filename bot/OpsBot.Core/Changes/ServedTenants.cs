namespace OpsBot.Core.Changes;

/// <summary>The tenants this process serves.</summary>
/// <param name="All">At least one.</param>
public sealed record ServedTenants(IReadOnlyList<TenantId> All);
