namespace OpsBot.Core.Conversations;

/// <summary>
/// A question to the library and the clauses that answered it. Only the newest is kept, and for <see cref="KeptFor"/> at
/// most: it is overlooked from then on and deleted by the sweep.
/// </summary>
/// <param name="Id">Random; a button of an answer names the question it belongs to.</param>
/// <param name="Text">As asked.</param>
/// <param name="Clauses">Ids of the clauses shown, best first; empty when the library was silent.</param>
/// <param name="At">Instant of the question.</param>
public sealed record LastQuestion(string Id, string Text, IReadOnlyList<string> Clauses, DateTimeOffset At)
{
    /// <summary>How long the text of a question may be kept anywhere.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>When it must be gone.</summary>
    public DateTimeOffset ExpiresAt() => At + KeptFor;
}
