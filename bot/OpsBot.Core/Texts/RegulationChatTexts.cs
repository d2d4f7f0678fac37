using System.Globalization;
using OpsBot.Core.Regulations;

namespace OpsBot.Core.Texts;

/// <summary>What is said around an answer of the regulation library in a chat.</summary>
public static class RegulationChatTexts
{
    // The calendar day that a reader of the list means.
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    /// <summary>Heading over the buttons of an answer.</summary>
    public const string About = "对上面这条回答：";

    /// <summary>Button and word that call the last answer wrong.</summary>
    public const string Wrong = "答得不对";

    /// <summary>Word that lists what was called wrong.</summary>
    public const string ListWord = "答错反馈";

    /// <summary>Words that call the last answer wrong.</summary>
    public static IReadOnlySet<string> WrongWords { get; } = new HashSet<string> { Wrong, "答的不对", "回答得不对", "回答不对", "答错了" };

    public const string Reported = "记下了，谢谢。只记问题和条款，不记是谁问的，7天后删除。";
    public const string NothingToReport = "没有可以反馈的回答：刚才的已经记过，或者过了7天。请把问题再问一遍，再发“答得不对”。";
    public const string OlderAnswer = "只能反馈最近一次的回答。请把那个问题再问一遍，再点“答得不对”。";
    public const string NotForYou = "答错反馈只给专班和通知管理员看。";
    public const string NoReviews = "最近7天没有人说答得不对。";

    /// <summary>The list, newest first.</summary>
    public static string Reviews(IReadOnlyList<AnswerReview> reviews) => reviews.Count == 0
        ? NoReviews
        : "最近被说答得不对的问题：\n" + string.Join('\n', reviews.Select((review, i) => $"{i + 1}. {Day(review.At)} {review.Question}\n   条款：{Clauses(review)}"));

    private static string Clauses(AnswerReview review) => review.Clauses.Count > 0 ? string.Join('、', review.Clauses) : "无（答了库里没有）";

    private static string Day(DateTimeOffset at) => at.ToOffset(ChinaOffset).ToString("M月d日", CultureInfo.InvariantCulture);
}
