namespace OpsBot.Core.Complaints;

/// <summary>Kinds of <see cref="IntakeCommand"/>.</summary>
internal enum IntakeCommandKind
{
    /// <summary>An answer.</summary>
    None,

    /// <summary>Begin, or go on with what is begun.</summary>
    Start,

    /// <summary>Begin anew.</summary>
    Restart,

    /// <summary>Ask the open question again.</summary>
    Resume,

    /// <summary>Correct an answer.</summary>
    Correct,

    /// <summary>One question back.</summary>
    Back,

    /// <summary>Throw the draft away.</summary>
    Cancel,

    /// <summary>File it.</summary>
    Submit,

    /// <summary>Without a name, whatever question is open.</summary>
    Anonymously,
}
