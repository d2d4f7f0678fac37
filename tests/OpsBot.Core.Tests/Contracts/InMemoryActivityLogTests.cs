using OpsBot.TestKit.Contracts;

namespace OpsBot.Core.Tests.Contracts;

public sealed class InMemoryActivityLogTests : ActivityLogContract
{
    protected override Task<StoreUnderTest> CreateAsync() => InMemoryStoreUnderTest.CreateAsync();
}
