namespace OpsBot.Core.Changes;

/// <summary>What a store holds, as far as it tells what it was used for.</summary>
/// <param name="Kinds">Kinds of the tenant's records.</param>
/// <param name="Conversations">Ids of some of its conversations.</param>
/// <param name="OtherTenants">Names of some other tenants with records in the same store.</param>
public sealed record TenantTraces(IReadOnlySet<string> Kinds, IReadOnlyList<string> Conversations, IReadOnlyList<string> OtherTenants);
