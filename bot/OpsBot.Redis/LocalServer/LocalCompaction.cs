using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Redis.LocalServer;

/// <summary>
/// Has OpsBot's own redis-server rewrite its append-only file. The old file is unlinked, which is not the same as wiped: what was
/// on the disk is gone when the disk writes over it. A Redis that others run is theirs to rewrite.
/// </summary>
internal sealed class LocalCompaction(RedisConnection connection, IOptions<RedisOptions> options) : IStoreCompaction
{
    public async Task<bool> RequestAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(options.Value.Connection))
            return true;
        try
        {
            await connection.RunAsync(db => db.ExecuteAsync("BGREWRITEAOF"), cancellationToken);
            return true;
        }
        catch (RedisReplyException fault) when (fault.Message.Contains("already in progress", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
    }
}
