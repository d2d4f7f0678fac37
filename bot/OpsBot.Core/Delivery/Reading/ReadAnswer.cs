namespace OpsBot.Core.Delivery.Reading;

/// <summary>What a platform said when it was asked whether a message was read.</summary>
public abstract record ReadAnswer
{
    private ReadAnswer()
    {
    }

    /// <summary>It told.</summary>
    /// <param name="Readers">How many have read it; 0 or 1 for a message to one person.</param>
    public sealed record Told(int Readers) : ReadAnswer;

    /// <summary>It was not sent here, or not in a way that the platform tells of.</summary>
    public sealed record Untold : ReadAnswer;

    /// <summary>The platform refuses, and will again.</summary>
    /// <param name="Why">What it is about.</param>
    public sealed record Refused(ReadRefusal Why) : ReadAnswer;

    /// <summary>It may tell later.</summary>
    /// <param name="After">Ask nothing more before that; null: the asker's own pause.</param>
    public sealed record Later(TimeSpan? After = null) : ReadAnswer;
}
