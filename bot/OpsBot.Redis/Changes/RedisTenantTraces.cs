using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Redis.Changes;

/// <summary>Walks through all keys; see <see cref="TenantKeys.Record"/> for their form.</summary>
internal sealed class RedisTenantTraces(RedisConnection connection) : ITenantTraces
{
    private const int PerStep = 1000;
    private const int MostConversations = 1000;
    private const int MostTenants = 5;
    private const string Part = ":record:";

    public async Task<TenantTraces> LookAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var (kinds, conversations, others) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        // Of a cluster each primary has a part of the keys.
        foreach (var server in connection.Shared.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }))
            await foreach (var key in server.KeysAsync(pattern: "{*}" + Part + "*", pageSize: PerStep, flags: RedisConnection.OnPrimary).WithCancellation(cancellationToken))
                Note(key!);
        return new TenantTraces(kinds, conversations, [.. others.Take(MostTenants)]);

        void Note(string key)
        {
            var start = key.IndexOf(Part, StringComparison.Ordinal);
            var rest = key[(start + Part.Length)..];
            if (rest.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var end))
                return;
            if (key[..start] != TenantKeys.Tag(tenant))
            {
                others.Add(key[1..(start - 1)]);
                return;
            }
            kinds.Add(rest[..end]);
            if (rest[..end] == Conversation.Kind.Name && conversations.Count < MostConversations)
                conversations.Add(rest[(end + 1)..]);
        }
    }
}
