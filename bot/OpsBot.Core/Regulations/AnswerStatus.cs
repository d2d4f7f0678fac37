namespace OpsBot.Core.Regulations;

/// <summary>What kind of reply a question got.</summary>
public enum AnswerStatus
{
    /// <summary>At least one clause is quoted.</summary>
    Answered,

    /// <summary>The library is silent, and says so.</summary>
    NoAnswer,

    /// <summary>One question back; <see cref="Answer.Options"/> may hold buttons.</summary>
    Clarify,

    /// <summary>The wish itself is refused: invent, alter, reveal.</summary>
    Refused,

    SmallTalk,
}
