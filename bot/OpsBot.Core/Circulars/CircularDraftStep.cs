namespace OpsBot.Core.Circulars;

/// <summary>What the draft dialog asks for next.</summary>
public enum CircularDraftStep
{
    /// <summary>Which unit (with all below it) is to be reached.</summary>
    Unit,

    /// <summary>The text.</summary>
    Text,

    /// <summary>Submit, change or cancel.</summary>
    Confirm,
}
