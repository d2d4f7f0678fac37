using Microsoft.Bot.Builder;
using Newtonsoft.Json;
using StackExchange.Redis;

namespace OpsBot.Benchmarks.Turn.DotNetPeer;

/// <summary>The SDK's storage with one GET a key read and one SET a key written.</summary>
internal sealed class StateInRedis(IDatabase redis) : IStorage
{
    // The state's values are untyped; Microsoft's own storages write the types beside them too.
    private static readonly JsonSerializerSettings Typed = new() { TypeNameHandling = TypeNameHandling.All };

    public async Task<IDictionary<string, object>> ReadAsync(string[] keys, CancellationToken cancellationToken = default)
    {
        var stored = await Task.WhenAll(keys.Select(async key => (Key: key, Value: (string?)await redis.StringGetAsync(key))));
        return stored.Where(s => s.Value is not null).ToDictionary(s => s.Key, s => JsonConvert.DeserializeObject(s.Value!, Typed)!);
    }

    public Task WriteAsync(IDictionary<string, object> changes, CancellationToken cancellationToken = default) =>
        Task.WhenAll(changes.Select(change => redis.StringSetAsync(change.Key, JsonConvert.SerializeObject(change.Value, Typed))));

    public Task DeleteAsync(string[] keys, CancellationToken cancellationToken = default) =>
        Task.WhenAll(keys.Select(key => redis.KeyDeleteAsync(key)));
}
