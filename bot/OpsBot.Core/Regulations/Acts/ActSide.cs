namespace OpsBot.Core.Regulations.Acts;

/// <summary>How a described act stands to the provision that names it.</summary>
public enum ActSide
{
    /// <summary>It is what the provision names: the provision's force decides.</summary>
    Named,

    /// <summary>It goes against the provision.</summary>
    Breach,

    /// <summary>It keeps to the provision.</summary>
    Keep,

    /// <summary>It needs the approval that the provision names.</summary>
    Ask,

    /// <summary>The provision is about others or another situation.</summary>
    Outside,
}
