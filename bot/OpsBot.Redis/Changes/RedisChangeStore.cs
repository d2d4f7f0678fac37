using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Changes;

/// <summary>One commit is one script, so it is on disk as a whole or not at all.</summary>
internal sealed class RedisChangeStore(RedisConnection connection, IOptions<RedisOptions> options) : IChangeStore
{
    private static readonly RedisScript Commit = RedisScript.Load("commit");

    public async Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
    {
        var arguments = CommitCommand.Arguments(change, options.Value.KeptLogEntries);
        var reply = await connection.EvalAsync(Commit, [TenantKeys.Tag(change.Tenant)], arguments, cancellationToken);
        if (reply.Kind == RespKind.Array)
            return new CommitOutcome.Committed { Begun = [.. reply.AsArray().Select(id => id.AsText())] };
        return reply.AsInteger() switch
        {
            0 => new CommitOutcome.Committed(),
            -1 => new CommitOutcome.Duplicate(),
            var record => new CommitOutcome.Conflict(change.Effects.Records[(int)record - 1].Key),
        };
    }
}
