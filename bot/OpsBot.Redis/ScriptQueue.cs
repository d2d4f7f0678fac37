using StackExchange.Redis;

namespace OpsBot.Redis;

/// <summary>
/// Runs a script that takes several items at once: items that come while a run is under way go out together in the next
/// one, so that under load they share the cost of a script and of a write to disk. Alone, an item goes out at once.
/// </summary>
/// <param name="connection">Where it runs.</param>
/// <param name="script">
/// Takes the number of items and then the items, each behind the number of its words; returns as many answers, in order. A list
/// with a text in place of an answer is the error of its item alone.
/// </param>
/// <param name="mostItems">In one run.</param>
/// <param name="mostRuns">Under way at once, so that we prepare and answer some while Redis works on others.</param>
/// <param name="pause">
/// After a run of many, so that many come together again, for items that nobody waits for: a write to disk for each few of them
/// costs more than they do. Zero: none.
/// </param>
/// <param name="isPromised">
/// Whether somebody waits for the items and is promised that they are kept: then a run counts only once replicas have it, where there
/// are any, and items that wait fail when a run gets no answer. Else they try for themselves, and may wait for twice as long.
/// </param>
internal sealed class ScriptQueue(RedisConnection connection, RedisScript script, int mostItems = 64, int mostRuns = 1, TimeSpan pause = default, bool isPromised = false)
{
    private const int Many = 4;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = [];

    /// <summary>
    /// The script's answer for this item. A fault of a run is that of all its items. What was given here runs to its end, for
    /// nobody can call it back; that takes no longer than two calls.
    /// </summary>
    public Task<RedisResult> RunAsync(string tag, List<RedisValue> item)
    {
        var added = new Item(item);
        lock (_gate)
        {
            if (!_lines.TryGetValue(tag, out var line))
                _lines[tag] = line = new Line();
            if (line.Waiting.Count >= connection.MaxWaitingCalls)
                throw new RedisUnavailableException("Too many changes wait for Redis.", mayHaveRun: false);
            line.Waiting.Add(added);
            if (line.Runs == mostRuns)
                return added.Task;
            line.Runs++;
        }
        _ = RunAllAsync(tag);
        return added.Task;
    }

    // So that Redis never waits for us, the next run is on its way before the answers of the last one are given out.
    private async Task RunAllAsync(string tag)
    {
        Item[] done = [];
        RedisResult[] answers = [];
        while (true)
        {
            if (pause > TimeSpan.Zero)
            {
                GiveOut(done, answers);
                if (done.Length >= Many)
                    await Task.Delay(pause);
                done = [];
            }
            var items = Next(tag);
            var running = items.Length > 0 ? RunAsync(tag, items) : null;
            GiveOut(done, answers);
            if (running is null)
                return;
            done = items;
            try
            {
                answers = (RedisResult[])(await running)!;
                if (answers.Length != items.Length)
                    throw new InvalidOperationException($"The script {script.Name} gave {answers.Length} answers for {items.Length} items.");
            }
            catch (Exception fault)
            {
                // Not swallowed: it goes to everyone who waits for an answer.
                foreach (var item in items)
                    item.TrySetException(fault);
                if (isPromised && fault is RedisUnavailableException)
                    FailWaiting(tag, fault);
                done = [];
            }
        }
    }

    private Task<RedisResult> RunAsync(string tag, Item[] items) => isPromised
        ? connection.CommitAsync(script, tag, Together(items))
        : connection.EvalAsync(script, tag, Together(items));

    private static void GiveOut(Item[] items, RedisResult[] answers)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (answers[i].Resp2Type == ResultType.Array)
                items[i].SetException(RedisReplyException.From((string)answers[i][0]!));
            else
                items[i].SetResult(answers[i]);
        }
    }

    private void FailWaiting(string tag, Exception fault)
    {
        lock (_gate)
        {
            foreach (var item in _lines[tag].Waiting)
                item.SetException(new RedisUnavailableException("The call before it failed: " + fault.Message, mayHaveRun: false, fault));
            _lines[tag].Waiting.Clear();
        }
    }

    // Nothing: this run of runs is over.
    private Item[] Next(string tag)
    {
        lock (_gate)
        {
            var line = _lines[tag];
            Item[] items = [.. line.Waiting.Take(mostItems)];
            line.Waiting.RemoveRange(0, items.Length);
            if (items.Length == 0 && --line.Runs == 0)
                _lines.Remove(tag);
            return items;
        }
    }

    private static RedisValue[] Together(Item[] items)
    {
        var together = new RedisValue[1 + items.Sum(item => item.Words.Count + 1)];
        together[0] = items.Length;
        var next = 1;
        foreach (var item in items)
        {
            together[next++] = item.Words.Count;
            item.Words.CopyTo(together, next);
            next += item.Words.Count;
        }
        return together;
    }

    private sealed class Item(List<RedisValue> words) : TaskCompletionSource<RedisResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public List<RedisValue> Words => words;
    }

    private sealed class Line
    {
        public List<Item> Waiting { get; } = [];

        public int Runs { get; set; }
    }
}
