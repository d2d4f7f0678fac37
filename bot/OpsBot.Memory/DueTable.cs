using OpsBot.Core.Changes;

namespace OpsBot.Memory;

/// <summary>Due instants of members, in milliseconds, and who is leased until when.</summary>
internal sealed class DueTable
{
    private readonly Dictionary<string, (long DueAt, long? LeasedUntil)> _members = [];
    private readonly SortedSet<(long At, string Member)> _free = new(Order);
    private readonly SortedSet<(long At, string Member)> _leased = new(Order);

    /// <summary>Members that are set aside.</summary>
    public Dictionary<string, SetAsideItem> SetAside { get; } = [];

    private static Comparer<(long At, string Member)> Order { get; } = Comparer<(long At, string Member)>.Create(
        (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Member, b.Member));

    /// <summary>The earliest instant of a member that nobody has.</summary>
    public long? Next => _free.Count > 0 ? _free.Min.At : null;

    /// <summary>Sets an instant, or forgets the member; a lease and a pause end by it.</summary>
    public void Set(string member, long? dueAt)
    {
        SetAside.Remove(member);
        Put(member, dueAt);
    }

    /// <summary>Keeps a member away until its pause is over.</summary>
    public int PutAside(string member, ItemFaultReason reason, DateTimeOffset machineNow)
    {
        if (!_members.TryGetValue(member, out var known))
            return 0;
        var attempts = (SetAside.TryGetValue(member, out var before) ? before.Attempts : 0) + 1;
        SetAside[member] = new SetAsideItem(member, attempts, reason, machineNow);
        Remove(member);
        Lend(member, known.DueAt, (machineNow + SetAsidePause.After(attempts)).ToUnixTimeMilliseconds());
        return attempts;
    }

    private void Put(string member, long? dueAt)
    {
        Remove(member);
        if (dueAt is not { } at)
            return;
        _members[member] = (at, null);
        _free.Add((at, member));
    }

    /// <summary>Takes what is due by <paramref name="latest"/>, the earliest first.</summary>
    public IReadOnlyList<string> Lease(long latest, long machine, int count, long until)
    {
        foreach (var (_, member) in _leased.TakeWhile(l => l.At <= machine).ToArray())
            Put(member, _members[member].DueAt);
        (long At, string Member)[] taken = [.. _free.TakeWhile(f => f.At <= latest).Take(count)];
        foreach (var (at, member) in taken)
        {
            _free.Remove((at, member));
            Lend(member, at, until);
        }
        return [.. taken.Select(t => t.Member)];
    }

    private void Lend(string member, long dueAt, long until)
    {
        _members[member] = (dueAt, until);
        _leased.Add((until, member));
    }

    private void Remove(string member)
    {
        if (!_members.Remove(member, out var known))
            return;
        if (known.LeasedUntil is { } until)
            _leased.Remove((until, member));
        else
            _free.Remove((known.DueAt, member));
    }
}
