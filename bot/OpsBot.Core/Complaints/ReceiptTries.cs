using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>Wrong receipts tried from one conversation; the id is a keyed hash of the conversation.</summary>
public sealed record ReceiptTries
{
    /// <summary>Within this time at most <see cref="MaxWrong"/> wrong tries are answered.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Wrong tries allowed within <see cref="Window"/>.</summary>
    public const int MaxWrong = 10;

    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<ReceiptTries> Kind = new("receipt-tries");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Instants of the wrong tries within the last window.</summary>
    public IReadOnlyList<DateTimeOffset> WrongAt { get; init; } = [];

    /// <summary>Without the tries that no longer count.</summary>
    public ReceiptTries At(DateTimeOffset now) => this with { WrongAt = [.. WrongAt.Where(t => now - t < Window)] };

    /// <summary>When the next try is answered; null: now.</summary>
    public DateTimeOffset? BlockedUntil(DateTimeOffset now)
    {
        var recent = At(now).WrongAt;
        return recent.Count >= MaxWrong ? recent[^MaxWrong] + Window : null;
    }
}
