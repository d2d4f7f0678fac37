namespace OpsBot.Core.Regulations.Provisions;

/// <summary>Why a verdict is not given although a clause was found.</summary>
public enum Withholding
{
    None,

    /// <summary>Nothing was asked and nothing told.</summary>
    NothingAsked,

    /// <summary>The question asks the other way round: a verdict on the act would be read the wrong way.</summary>
    Turned,

    /// <summary>Real danger: the rule for ordinary days is no answer.</summary>
    Danger,

    /// <summary>The clause is of a speech, a report or a news item, and not of a rule.</summary>
    SecondHand,
}
