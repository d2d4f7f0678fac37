using OpsBot.Redis.Resp;

namespace OpsBot.Redis;

/// <summary>
/// Runs a script that takes several items at once: items that come while a run is under way go out together in the next
/// one, so that under load they share the cost of a script and of a write to disk. Alone, an item goes out at once.
/// </summary>
/// <param name="connection">Where it runs.</param>
/// <param name="script">Takes the number of items and then the items; returns as many answers, in order.</param>
internal sealed class ScriptQueue(RedisConnection connection, RedisScript script)
{
    private const int MostItems = 64;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Item>> _waiting = [];

    /// <summary>The script's answer for this item. A fault of a run is that of all its items.</summary>
    public Task<RespValue> RunAsync(string tag, List<RedisArgument> item, CancellationToken cancellationToken)
    {
        var added = new Item(item);
        lock (_gate)
        {
            if (_waiting.TryGetValue(tag, out var others))
            {
                others.Add(added);
                return added.Task.WaitAsync(cancellationToken);
            }
            _waiting[tag] = [added];
        }
        _ = RunAllAsync(tag);
        return added.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAllAsync(string tag)
    {
        while (Next(tag) is { Length: > 0 } items)
        {
            try
            {
                List<RedisArgument> arguments = [items.Length];
                foreach (var item in items)
                    arguments.AddRange(item.Arguments);
                var answers = (await connection.EvalAsync(script, [tag], arguments, CancellationToken.None)).AsArray();
                for (var i = 0; i < items.Length; i++)
                    items[i].SetResult(answers[i]);
            }
            catch (Exception fault)
            {
                // Not swallowed: it goes to everyone who waits for an answer.
                foreach (var item in items)
                    item.TrySetException(fault);
            }
        }
    }

    private Item[] Next(string tag)
    {
        lock (_gate)
        {
            var waiting = _waiting[tag];
            Item[] items = [.. waiting.Take(MostItems)];
            waiting.RemoveRange(0, items.Length);
            if (items.Length == 0)
                _waiting.Remove(tag);
            return items;
        }
    }

    private sealed class Item(List<RedisArgument> arguments) : TaskCompletionSource<RespValue>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public List<RedisArgument> Arguments => arguments;
    }
}
