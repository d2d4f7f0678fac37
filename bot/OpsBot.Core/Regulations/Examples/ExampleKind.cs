namespace OpsBot.Core.Regulations.Examples;

/// <summary>What an example question is.</summary>
public enum ExampleKind
{
    /// <summary>Describes an act that clauses of the library judge.</summary>
    Judgement,

    /// <summary>Asks for something that clauses of the library tell.</summary>
    Fact,

    /// <summary>Not about the library's matter.</summary>
    OffTopic,

    /// <summary>About a place or document that the library does not hold.</summary>
    Elsewhere,

    /// <summary>About the library's matter, but what it asks for is not written there.</summary>
    NotGiven,

    /// <summary>Wants something invented, altered or revealed.</summary>
    Refused,

    /// <summary>A greeting, thanks, a mood.</summary>
    SmallTalk,
}
