namespace OpsBot.Simulation.Faults;

/// <summary>
/// Kills one simulated process at a store's or a channel's call. A call is passed twice, before and after it took effect,
/// so that a process also dies between a send and its record. Whoever survives in memory fails at the next call.
/// </summary>
internal sealed class KillSwitch
{
    private int? _passesLeft;

    public bool IsDead { get; private set; }

    /// <summary>Dies at this many passes from now; null: lives.</summary>
    public void Arm(int? passes) => _passesLeft = passes;

    public void Pass()
    {
        if (!IsDead && _passesLeft is { } left)
        {
            IsDead = left <= 0;
            _passesLeft = left - 1;
        }
        if (IsDead)
            throw new ProcessKilledException();
    }

    public async Task<T> AroundAsync<T>(Func<Task<T>> call)
    {
        Pass();
        var result = await call();
        Pass();
        return result;
    }
}
