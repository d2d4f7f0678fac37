using System.Text.RegularExpressions;

namespace OpsBot.Core.Complaints;

/// <summary>Tells a question to the library from an answer or a story, by its wording alone.</summary>
public static partial class QuestionShape
{
    // Longer texts tell a story, even when they end in a question.
    private const int LongestQuestion = 60;

    /// <summary>Ends as a question or asks for a rule.</summary>
    public static bool IsQuestion(string text) => Asks().IsMatch(text.Trim());

    /// <summary>One short question and nothing told before it.</summary>
    public static bool IsPlainQuestion(string text) =>
        text.Length <= LongestQuestion && IsQuestion(text) && !Tells().IsMatch(text.Trim());

    [GeneratedRegex(@"([?？]|[吗呢么][。！!~]?)$|合规吗|合不合规|能不能|可不可以|是否|是不是|有没有规定|违规吗|怎么规定|哪些规定|什么规定|有什么要求")]
    private static partial Regex Asks();

    [GeneratedRegex(@"[。！!；;\n].|，.*，")]
    private static partial Regex Tells();
}
