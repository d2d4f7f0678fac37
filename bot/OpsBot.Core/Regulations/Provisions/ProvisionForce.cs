namespace OpsBot.Core.Regulations.Provisions;

/// <summary>How strongly a provision binds.</summary>
public enum ProvisionForce
{
    /// <summary>It tells something, or its force could not be read.</summary>
    None,

    /// <summary>不得、严禁、一律不: no room.</summary>
    Forbidden,

    /// <summary>原则上不、一般不: forbidden with room left.</summary>
    ForbiddenInPrinciple,

    /// <summary>可以、只可、除外.</summary>
    Permitted,

    /// <summary>鼓励、倡导.</summary>
    Encouraged,

    /// <summary>An approval, filing or consent path.</summary>
    Approval,

    /// <summary>必须、确保、只减不增.</summary>
    Required,

    /// <summary>减少、避免、不提倡: advice, no verdict follows from it.</summary>
    Soft,
}
