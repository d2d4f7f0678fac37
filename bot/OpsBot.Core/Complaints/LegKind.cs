namespace OpsBot.Core.Complaints;

/// <summary>Which of the two sides a leg is.</summary>
public enum LegKind
{
    /// <summary>The territory above the unit complained about (属地).</summary>
    Territory,

    /// <summary>The competent department (行业).</summary>
    Industry,
}
