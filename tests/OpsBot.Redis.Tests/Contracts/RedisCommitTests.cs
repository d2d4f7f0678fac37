using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Contracts;

public sealed class RedisCommitTests(RedisStoresFixture redis) : CommitContract, IClassFixture<RedisStoresFixture>
{
    protected override Task<StoreUnderTest> CreateAsync() => redis.CreateAsync();
}
