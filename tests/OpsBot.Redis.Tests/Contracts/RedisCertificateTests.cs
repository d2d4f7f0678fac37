using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Contracts;

public sealed class RedisCertificateTests(RedisStoresFixture redis) : CertificateContract, IClassFixture<RedisStoresFixture>
{
    protected override Task<StoreUnderTest> CreateAsync() => redis.CreateAsync();
}
