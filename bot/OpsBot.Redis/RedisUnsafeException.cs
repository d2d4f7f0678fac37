using OpsBot.Core.Changes;

namespace OpsBot.Redis;

/// <summary>The configured Redis would lose records, so OpsBot does not start. The message lists every fault.</summary>
internal sealed class RedisUnsafeException(string where, IReadOnlyList<string> faults)
    : StoreUnavailableException($"OpsBot does not start with the Redis at {where}:{Environment.NewLine}- {string.Join(Environment.NewLine + "- ", faults)}");
