using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>What the office says of names: which of them, the mark, and for an unknown one who it is.</summary>
/// <param name="Numbers">From 1, in the order of the case.</param>
/// <param name="Mark">The mark; null: nobody is named.</param>
/// <param name="Target">A unit or person as typed; empty: as found.</param>
public sealed partial record MarkOrder(IReadOnlyList<int> Numbers, MentionMark? Mark, string Target = "")
{
    private static readonly (string Word, MentionMark Mark)[] Marks =
        [(MentionTexts.Accused, MentionMark.Accused), (MentionTexts.MentionedOnly, MentionMark.MentionedOnly), ("只是提及", MentionMark.MentionedOnly), ("只提及", MentionMark.MentionedOnly), ("提及", MentionMark.MentionedOnly)];

    private static readonly string[] Rest = ["其余", "其他", "全部", "都", "都是"];

    /// <summary>Reads "1 被反映", "1、3 仅提及", "其余 仅提及", "梅岭乡 被反映", "2 被反映 梅岭乡", "没有点名"; null: none of these.</summary>
    public static MarkOrder? Read(string typed, Case subject, DirectorySnapshot directory)
    {
        var text = FullWidth.FoldDigits(typed).Trim().TrimEnd('。');
        if (text == MentionTexts.NobodyNamed)
            return new MarkOrder([], null);
        var (word, mark) = Marks.Where(m => text.Contains(m.Word, StringComparison.Ordinal)).OrderBy(m => text.IndexOf(m.Word, StringComparison.Ordinal)).ThenByDescending(m => m.Word.Length).FirstOrDefault();
        if (word is null)
            return null;
        var at = text.IndexOf(word, StringComparison.Ordinal);
        var who = text[..at].Trim(' ', '：', ':', '，', ',', '是', '“', '”');
        var target = text[(at + word.Length)..].Trim(' ', '：', ':', '，', ',', '“', '”');
        return Numbered(who, subject, directory) is { Count: > 0 } numbers ? new MarkOrder(numbers, mark, target) : null;
    }

    private static List<int> Numbered(string who, Case subject, DirectorySnapshot directory)
    {
        var mentions = subject.Mentions ?? [];
        if (who.Length == 0)
        {
            int[] open = [.. CaseMentions.Unmarked(subject).Select(m => m.Number)];
            return open.Length == 1 ? [.. open] : open.Length == 0 && mentions.Count == 1 ? [1] : [];
        }
        if (Rest.Contains(who))
            return [.. CaseMentions.Unmarked(subject).Select(m => m.Number)];
        if (NumberList().IsMatch(who))
            return [.. Number().Matches(who).Select(m => int.Parse(m.Value)).Where(n => n >= 1 && n <= mentions.Count).Distinct()];
        var folded = directory.NameRules.Fold(who);
        return [.. mentions.Select((m, i) => (m, Number: i + 1)).Where(m => m.m.Words == folded || MentionTexts.Title(m.m, directory) == who).Select(m => m.Number).Take(1)];
    }

    [GeneratedRegex(@"^[0-9]{1,3}([\s,，、和.]+[0-9]{1,3}){0,40}[\s.、]*$")]
    private static partial Regex NumberList();

    [GeneratedRegex("[0-9]{1,3}")]
    private static partial Regex Number();
}
