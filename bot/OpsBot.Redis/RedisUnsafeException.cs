using OpsBot.Core.Changes;

namespace OpsBot.Redis;

/// <summary>The configured Redis would lose records, so OpsBot does not start. The message lists every fault.</summary>
internal sealed class RedisUnsafeException(RedisEndpoint endpoint, IReadOnlyList<string> faults)
    : StoreUnavailableException($"OpsBot does not start with the Redis at {endpoint}:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", faults)}");
