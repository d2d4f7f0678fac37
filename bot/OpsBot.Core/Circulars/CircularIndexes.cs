using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars;

/// <summary>Where circulars are listed.</summary>
public static class CircularIndexes
{
    /// <summary>Most that one answer shows.</summary>
    public const int Shown = 10;

    /// <summary>Circulars that wait for approval, by the instant of submission.</summary>
    public const string Pending = "circulars/pending";

    /// <summary>Recalled circulars of which something may have to be taken back, by the instant at which that begins.</summary>
    public const string TakingBack = "circulars/taking-back";

    // An approver's own circulars are left out of the answer, so more are read than shown.
    private const int Read = 50;

    /// <summary>The longest waiting first.</summary>
    public static IndexQuery OldestPending { get; } = new(Pending, Read);

    /// <summary>The next to be taken back.</summary>
    public static IndexQuery OldestToTakeBack { get; } = new(TakingBack, 1);

    /// <summary>All circulars of an author, by the instant of submission.</summary>
    public static string ByAuthor(string personId) => $"circulars/by-author/{personId}";

    /// <summary>An author's newest.</summary>
    public static IndexQuery NewestOf(string personId) => new(ByAuthor(personId), Shown, NewestFirst: true);
}
