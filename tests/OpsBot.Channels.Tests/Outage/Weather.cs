namespace OpsBot.Channels.Tests.Outage;

/// <summary>What the vendor's servers do at the moment.</summary>
internal enum Weather
{
    /// <summary>They work.</summary>
    Fine,

    /// <summary>Nobody listens on the port.</summary>
    Refusing,

    /// <summary>500, 502, 503 and 504 in turn.</summary>
    Failing,

    /// <summary>The request is taken in and never answered.</summary>
    Silent,

    /// <summary>The message is shown and the answer to it is lost.</summary>
    LosingAnswers,

    /// <summary>Tokens and keys are served again; whoever sends with a good token gets 503.</summary>
    OnlyDoor,

    /// <summary>429 with two minutes to wait.</summary>
    TooMany,
}
