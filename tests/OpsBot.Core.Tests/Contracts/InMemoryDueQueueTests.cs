using OpsBot.TestKit.Contracts;

namespace OpsBot.Core.Tests.Contracts;

public sealed class InMemoryDueQueueTests : DueQueueContract
{
    protected override Task<StoreUnderTest> CreateAsync() => InMemoryStoreUnderTest.CreateAsync();
}
