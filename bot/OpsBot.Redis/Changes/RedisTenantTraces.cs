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
        var cursor = "0";
        do
        {
            var reply = (await connection.ReadAsync(["SCAN", cursor, "MATCH", "{*}" + Part + "*", "COUNT", PerStep], cancellationToken)).AsArray();
            cursor = reply[0].AsText();
            foreach (var key in reply[1].AsArray().Select(key => key.AsText()))
                Note(key);
        }
        while (cursor != "0");
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
