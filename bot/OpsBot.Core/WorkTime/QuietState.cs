namespace OpsBot.Core.WorkTime;

/// <summary>Whether work may be sent at an instant, and if not, why.</summary>
public enum QuietState
{
    /// <summary>Inside a window: work may be sent.</summary>
    Open,

    /// <summary>A workday, before its first window.</summary>
    BeforeOpening,

    /// <summary>A workday, between two windows.</summary>
    Break,

    /// <summary>Inside a window, but so near its closing that a send could arrive late.</summary>
    ClosingSoon,

    /// <summary>A workday, after its last window.</summary>
    AfterClosing,

    /// <summary>A weekend, a holiday, a free day between shifts or leave.</summary>
    RestDay,

    /// <summary>Inside the person's hours, but in a quiet time the person set.</summary>
    PersonalQuiet,
}
