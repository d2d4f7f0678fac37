using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Contracts;

public sealed class RedisErasureTests(RedisStoresFixture redis) : ErasureContract, IClassFixture<RedisStoresFixture>
{
    protected override Task<StoreUnderTest> CreateAsync() => redis.CreateAsync();
}
