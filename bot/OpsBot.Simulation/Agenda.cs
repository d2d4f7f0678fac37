namespace OpsBot.Simulation;

/// <summary>What happens when; of one instant in the order of entry, so that a run can be repeated.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Func<Task>, (DateTimeOffset At, long Order)> _acts = new();
    private long _order;

    /// <summary>The next instant; null when nothing is planned.</summary>
    public DateTimeOffset? NextAt => _acts.TryPeek(out _, out var key) ? key.At : null;

    public void At(DateTimeOffset instant, Func<Task> act) => _acts.Enqueue(act, (instant, _order++));

    public void At(DateTimeOffset instant, Action act) => At(instant, () =>
    {
        act();
        return Task.CompletedTask;
    });

    public async Task RunUntilAsync(DateTimeOffset now)
    {
        while (_acts.TryPeek(out var act, out var key) && key.At <= now)
        {
            _acts.Dequeue();
            await act();
        }
    }
}
