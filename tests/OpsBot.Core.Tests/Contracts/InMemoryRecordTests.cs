using OpsBot.TestKit.Contracts;

namespace OpsBot.Core.Tests.Contracts;

public sealed class InMemoryRecordTests : RecordContract
{
    protected override Task<StoreUnderTest> CreateAsync() => InMemoryStoreUnderTest.CreateAsync();
}
