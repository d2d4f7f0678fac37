namespace OpsBot.Memory;

/// <summary>
/// Where the messages of an outbox stand, by their number (their place in the order of queueing), so that a lease need not
/// look at everything that was ever queued. Each message reports its own changes.
/// </summary>
internal sealed class OutboxQueues
{
    private readonly Dictionary<string, List<QueuedMessage>> _bySubject = [];
    private readonly Dictionary<string, SortedSet<int>> _digests = [];

    private static Comparer<(long At, int Number)> Order { get; } = Comparer<(long At, int Number)>.Create(
        (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Number.CompareTo(b.Number));

    /// <summary>Waiting and not lost, by the instant at which they are ready.</summary>
    public SortedSet<(long ReadyAt, int Number)> Ready { get; } = new(Order);

    /// <summary>In a worker's hands and not lost, by the end of the lease.</summary>
    public SortedSet<(long LeasedUntil, int Number)> Leased { get; } = new(Order);

    /// <summary>What has not ended.</summary>
    public SortedSet<int> Open { get; } = [];

    /// <summary>In order of queueing.</summary>
    public IReadOnlyList<QueuedMessage> OfSubject(string subject) => _bySubject.GetValueOrDefault(subject, []);

    /// <summary>Numbers of the messages that were once put off to this recipient's digest and have not ended.</summary>
    public IEnumerable<int> DigestOf(string recipient) => _digests.GetValueOrDefault(recipient, []);

    public void Add(QueuedMessage message)
    {
        if (message.Subject is { } subject)
        {
            if (!_bySubject.TryGetValue(subject, out var same))
                _bySubject[subject] = same = [];
            same.Add(message);
        }
        Open.Add(message.Number);
        Enter(message);
    }

    /// <summary>Called after a change that was preceded by <see cref="Leave"/>.</summary>
    public void Enter(QueuedMessage message)
    {
        if (message.HasEnded)
        {
            Open.Remove(message.Number);
            return;
        }
        if (message.ForDigest)
        {
            if (!_digests.TryGetValue(message.Recipient, out var digest))
                _digests[message.Recipient] = digest = [];
            digest.Add(message.Number);
        }
        if (message.Lost)
            return;
        if (message.Waits)
            Ready.Add((message.ReadyAt, message.Number));
        else if (message.State == Core.Delivery.DeliveryState.Sending)
            Leased.Add((message.LeasedUntil, message.Number));
    }

    /// <summary>Called before a change.</summary>
    public void Leave(QueuedMessage message)
    {
        // A dead letter that is sent again is open again.
        if (message.HasEnded)
            Open.Add(message.Number);
        else if (message.Waits)
            Ready.Remove((message.ReadyAt, message.Number));
        else
            Leased.Remove((message.LeasedUntil, message.Number));
        if (message.ForDigest && _digests.TryGetValue(message.Recipient, out var digest))
            digest.Remove(message.Number);
    }
}
