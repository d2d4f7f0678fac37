using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Changes;

public sealed class RedisDueQueueTests(RedisStoresFixture redis) : DueQueueContract, IClassFixture<RedisStoresFixture>
{
    protected override Stores Stores => redis.Stores;
}
