using OpsBot.Redis.Resp;

namespace OpsBot.Redis;

/// <summary>
/// Runs a script that takes several items at once: items that come while a run is under way go out together in the next
/// one, so that under load they share the cost of a script and of a write to disk. Alone, an item goes out at once.
/// </summary>
/// <param name="connection">Where it runs.</param>
/// <param name="script">
/// Takes the number of items and then the items, each behind the number of its words; returns as many answers, in order. An
/// error in place of an answer is that of its item alone.
/// </param>
/// <param name="mostItems">In one run.</param>
/// <param name="mostRuns">Under way at once, so that we prepare and answer some while Redis works on others.</param>
/// <param name="pause">
/// After a run of many, so that many come together again, for items that nobody waits for: a write to disk for each few of them
/// costs more than they do. Zero: none.
/// </param>
/// <param name="failsTogether">
/// Whether items that wait fail when a run gets no answer. Else they try for themselves, and may wait for twice as long.
/// </param>
internal sealed class ScriptQueue(RedisConnection connection, RedisScript script, int mostItems = 64, int mostRuns = 1, TimeSpan pause = default, bool failsTogether = false)
{
    private const int Many = 4;
    private const int LongestNumber = 16;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = [];

    /// <summary>
    /// The script's answer for this item. A fault of a run is that of all its items. What was given here runs to its end, for
    /// nobody can call it back; that takes no longer than two calls.
    /// </summary>
    public Task<RespValue> RunAsync(string tag, RedisWords item)
    {
        var added = new Item(item);
        lock (_gate)
        {
            if (!_lines.TryGetValue(tag, out var line))
                _lines[tag] = line = new Line();
            line.Waiting.Add(added);
            if (line.Runs == mostRuns)
                return added.Task;
            line.Runs++;
        }
        _ = RunAllAsync(tag);
        return added.Task;
    }

    // Whoever hands over an answer waits until this has gone on: so that Redis never waits for a thread of the pool, the next run
    // is on its way before the answers of the last one are given out.
    private async Task RunAllAsync(string tag)
    {
        Item[] done = [];
        IReadOnlyList<RespValue> answers = [];
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
                answers = (await running).AsArray();
                if (answers.Count != items.Length)
                    throw new InvalidOperationException($"The script {script.Name} gave {answers.Count} answers for {items.Length} items.");
            }
            catch (Exception fault)
            {
                // Not swallowed: it goes to everyone who waits for an answer.
                foreach (var item in items)
                    item.TrySetException(fault);
                if (failsTogether && fault is RedisUnavailableException)
                    FailWaiting(tag, fault);
                done = [];
            }
        }
    }

    private async Task<RespValue> RunAsync(string tag, Item[] items)
    {
        using var together = Together(items);
        return await connection.EvalAsync(script, tag, together, atOnce: true);
    }

    private static void GiveOut(Item[] items, IReadOnlyList<RespValue> answers)
    {
        for (var i = 0; i < items.Length; i++)
        {
            if (answers[i].Kind == RespKind.Error)
                items[i].SetException(RedisReplyException.From(answers[i].AsText()));
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

    // Copied, so that each item's memory is free again at once and one command has one part.
    private static RedisWords Together(Item[] items)
    {
        var together = new RedisWords(items.Sum(item => item.Words.Bytes.Length + LongestNumber) + LongestNumber);
        together.Add(items.Length);
        foreach (var item in items)
        {
            together.Add(item.Words.Count);
            together.AddAll(item.Words);
            item.Words.Dispose();
        }
        return together;
    }

    private sealed class Item(RedisWords words) : TaskCompletionSource<RespValue>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public RedisWords Words => words;
    }

    private sealed class Line
    {
        public List<Item> Waiting { get; } = [];

        public int Runs { get; set; }
    }
}
