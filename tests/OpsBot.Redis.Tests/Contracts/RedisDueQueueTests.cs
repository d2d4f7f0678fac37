using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Contracts;

public sealed class RedisDueQueueTests(RedisStoresFixture redis) : DueQueueContract, IClassFixture<RedisStoresFixture>
{
    protected override Task<StoreUnderTest> CreateAsync() => redis.CreateAsync();
}
