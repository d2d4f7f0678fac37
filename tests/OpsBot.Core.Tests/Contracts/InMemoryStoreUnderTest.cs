using OpsBot.TestKit.Contracts;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Contracts;

internal static class InMemoryStoreUnderTest
{
    public static Task<StoreUnderTest> CreateAsync()
    {
        var store = new InMemoryStore();
        return Task.FromResult(new StoreUnderTest(
            store.Changes,
            store.Records,
            store.Due,
            store.Outbox,
            store.Log,
            FreshTenant.Next(),
            tenant => Task.FromResult((long)store.AuditOf(tenant).Count),
            store.Outbox.LoseAsync,
            store.Certificates));
    }
}
