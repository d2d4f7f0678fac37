namespace OpsBot.Core.Regulations;

/// <summary>What kind of text a clause comes from. Only the first two are rules; the others are second-hand and are labelled so in every answer.</summary>
public enum ClauseKind
{
    /// <summary>法规</summary>
    Regulation,

    /// <summary>通知</summary>
    Notice,

    /// <summary>工作报道</summary>
    WorkReport,

    /// <summary>讲话范文</summary>
    SampleSpeech,

    /// <summary>媒体报道</summary>
    PressReport,
}
