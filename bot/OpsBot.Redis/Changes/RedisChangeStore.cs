using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using StackExchange.Redis;

namespace OpsBot.Redis.Changes;

/// <summary>A commit is a part of one script run, so it is on disk as a whole or not at all.</summary>
internal sealed class RedisChangeStore(RedisConnection connection, IOptions<RedisOptions> options, RecordMemory memory) : IChangeStore
{
    // A person waits for a commit: none is begun after one that Redis did not answer.
    private readonly ScriptQueue _committing = new(connection, RedisScript.Load("commit"), mostItems: 16, mostRuns: 3, isPromised: true);

    public async Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var answers = CommitCommand.AnswersToBegin(change);
        var words = CommitCommand.Words(change, answers, options.Value.KeptLogEntries);
        var committed = false;
        try
        {
            var outcome = ToOutcome(change, answers, await _committing.RunAsync(TenantKeys.Tag(change.Tenant), words));
            committed = outcome is CommitOutcome.Committed;
            return outcome;
        }
        finally
        {
            if (committed)
                memory.Note(change);
            else
                memory.Forget(change);
        }
    }

    private static CommitOutcome ToOutcome(ChangeSet change, IReadOnlyList<OutboundMessage> answers, RedisResult reply)
    {
        if (reply.Resp2Type == ResultType.BulkString)
        {
            // A digit for each answer whose send was to begin.
            var began = (string)reply!;
            var begun = new List<string>(answers.Count);
            for (var i = 0; i < answers.Count; i++)
                if (began[i] == '1')
                    begun.Add(answers[i].Id);
            return new CommitOutcome.Committed { Begun = begun };
        }
        return (long)reply switch
        {
            0 => new CommitOutcome.Committed(),
            -1 => new CommitOutcome.Duplicate(),
            < -1 and var seen => new CommitOutcome.Conflict(CommitCommand.InOrder(change.Seen)[(int)(-seen - 2)].Key),
            var record => new CommitOutcome.Conflict(change.Effects.Records[(int)record - 1].Key),
        };
    }
}
