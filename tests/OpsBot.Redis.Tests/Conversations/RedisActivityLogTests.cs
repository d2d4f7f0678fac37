using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Conversations;

public sealed class RedisActivityLogTests(RedisStoresFixture redis) : ActivityLogContract, IClassFixture<RedisStoresFixture>
{
    protected override Stores Stores => redis.Stores;
}
