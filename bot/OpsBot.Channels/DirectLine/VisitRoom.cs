namespace OpsBot.Channels.DirectLine;

/// <summary>Answer of <see cref="VisitBudget"/>.</summary>
internal enum VisitRoom
{
    /// <summary>Go on.</summary>
    Given,

    /// <summary>This visit has used up its share; another one has a new one.</summary>
    VisitIsFull,

    /// <summary>All visits together have; the next hour is new.</summary>
    HourIsFull,
}
