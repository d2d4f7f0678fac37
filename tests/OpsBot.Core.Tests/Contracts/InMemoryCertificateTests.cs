using OpsBot.TestKit.Contracts;

namespace OpsBot.Core.Tests.Contracts;

public sealed class InMemoryCertificateTests : CertificateContract
{
    protected override Task<StoreUnderTest> CreateAsync() => InMemoryStoreUnderTest.CreateAsync();
}
