namespace OpsBot.Core.Tests.Regulations.Model;

/// <summary>A clock whose timers ring only when the test says so.</summary>
internal sealed class HandMovedClock : TimeProvider
{
    private Action? _ring;

    public TimeSpan Due { get; private set; }

    public void Ring() => _ring!();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Due = dueTime;
        _ring = () => callback(state);
        return new Still();
    }

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
