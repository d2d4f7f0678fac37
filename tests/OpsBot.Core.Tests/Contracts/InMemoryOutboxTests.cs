using OpsBot.TestKit.Contracts;

namespace OpsBot.Core.Tests.Contracts;

public sealed class InMemoryOutboxTests : OutboxContract
{
    protected override Task<StoreUnderTest> CreateAsync() => InMemoryStoreUnderTest.CreateAsync();
}
