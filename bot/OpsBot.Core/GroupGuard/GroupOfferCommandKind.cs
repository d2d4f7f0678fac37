namespace OpsBot.Core.GroupGuard;

/// <summary>What is to be done with an offer.</summary>
internal enum GroupOfferCommandKind
{
    /// <summary>The sender accepts.</summary>
    Schedule,

    /// <summary>A leader agrees to a text of someone who may not assign work.</summary>
    Agree,

    /// <summary>The sender takes it back.</summary>
    Withdraw,

    /// <summary>A supervisor asks for the month's figures.</summary>
    Figures,
}
