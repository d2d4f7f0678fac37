using OpsBot.Core.Changes;

namespace OpsBot.TestKit.Contracts;

/// <summary>Tenants that no other test of this process uses, so that tests share a server and nothing else.</summary>
public static class FreshTenant
{
    private static int _last;

    public static TenantId Next() => TenantId.Parse($"t-{Interlocked.Increment(ref _last)}");
}
