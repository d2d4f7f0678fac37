using OpsBot.Core.Overrides;

namespace OpsBot.Core.Circulars;

/// <summary>A circular being written, kept in its author's conversation.</summary>
public sealed record CircularDraft
{
    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What is asked for.</summary>
    public CircularDraftStep Step { get; init; }

    /// <summary>The chosen unit.</summary>
    public string? UnitId { get; init; }

    /// <summary>The text.</summary>
    public string? Text { get; init; }

    /// <summary>The text before the last change, so that the change can be undone; null: it was not changed.</summary>
    public string? Previous { get; init; }

    /// <summary>It is to be sent at any hour; null: in working time.</summary>
    public OverrideTerms? Urgent { get; init; }

    /// <summary>Names the latest confirm card: a button of an earlier card must not submit a text that it did not show.</summary>
    public string? CardId { get; init; }
}
