using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Contracts;

public sealed class RedisWithdrawalTests(RedisStoresFixture redis) : WithdrawalContract, IClassFixture<RedisStoresFixture>
{
    protected override Task<StoreUnderTest> CreateAsync() => redis.CreateAsync();
}
