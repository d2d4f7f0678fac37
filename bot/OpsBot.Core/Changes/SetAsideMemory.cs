namespace OpsBot.Core.Changes;

/// <summary>
/// Items that a loop of this process passes over for a while, for loops whose queue keeps no such marks itself. A restart
/// forgets it, which costs one more failure of each.
/// </summary>
public sealed class SetAsideMemory(MachineClock machine)
{
    private const int MostItems = 1000;
    private readonly Dictionary<string, (int Attempts, DateTimeOffset Until)> _items = [];
    private readonly Lock _gate = new();

    /// <summary>How many are passed over.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _items.Count;
        }
    }

    /// <summary>False: its pause is not over.</summary>
    public bool IsReady(string id)
    {
        lock (_gate)
            return !_items.TryGetValue(id, out var item) || item.Until <= machine.Now;
    }

    /// <summary>It failed. Returns how often in a row.</summary>
    public int Add(string id)
    {
        lock (_gate)
        {
            var attempts = _items.TryGetValue(id, out var item) ? item.Attempts + 1 : 1;
            // Which one goes does not matter: it fails again and is back.
            if (attempts == 1 && _items.Count >= MostItems)
                _items.Remove(_items.MinBy(known => known.Value.Until).Key);
            _items[id] = (attempts, machine.Now + SetAsidePause.After(attempts));
            return attempts;
        }
    }

    /// <summary>It went well.</summary>
    public void Remove(string id)
    {
        lock (_gate)
            _items.Remove(id);
    }
}
