using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Delivery;

public sealed class RedisOutboxTests(RedisStoresFixture redis) : OutboxContract, IClassFixture<RedisStoresFixture>
{
    protected override Stores Stores => redis.Stores;
}
