using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Changes;

public sealed class RedisChangeStoreTests(RedisStoresFixture redis) : ChangeStoreContract, IClassFixture<RedisStoresFixture>
{
    protected override Stores Stores => redis.Stores;
}
