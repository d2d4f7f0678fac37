namespace OpsBot.Core.Delivery;

/// <summary>A card, described without any channel's syntax; each channel renders what it can.</summary>
public sealed record Card
{
    /// <summary>Heading.</summary>
    public required string Title { get; init; }

    /// <summary>Free text under the heading.</summary>
    public string? Body { get; init; }

    /// <summary>Label and value rows.</summary>
    public IReadOnlyList<CardFact> Facts { get; init; } = [];

    /// <summary>Form fields, sent with every button.</summary>
    public IReadOnlyList<CardInput> Inputs { get; init; } = [];

    /// <summary>Buttons.</summary>
    public IReadOnlyList<CardButton> Buttons { get; init; } = [];

    /// <summary>It has nothing to read but its heading: the message's text is shown beside it.</summary>
    public bool IsOnlyButtons() => Body is null && Facts.Count == 0 && Inputs.Count == 0;
}
