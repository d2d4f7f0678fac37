using System.Text.RegularExpressions;
using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Regulations.Provisions;

/// <summary>Reads force, subject, act, exceptions, approval paths and numbers from the words of a clause, part by part.</summary>
public sealed partial class ProvisionParser(ProvisionCues cues)
{
    private const string Breaks = ",;:\uFF0C\uFF1B\uFF1A";
    private readonly QuantityReader _quantities = new(cues);

    public ClauseRecord Parse(string text)
    {
        var provisions = new List<Provision>();
        foreach (var (start, end) in SentenceSplitter.Split(text)) AddSentence(text, start, end, provisions);
        var exceptions = Exception().Matches(text)
            .Select(match => new ClauseException(match.Index, match.Index + match.Length, match.Value, Holds(match.Value, cues.Approval))).ToList();
        return new ClauseRecord(
            provisions, exceptions,
            [.. provisions.Where(part => Holds(text[part.Start..part.End], cues.Approval))],
            _quantities.Read(text));
    }

    private void AddSentence(string text, int start, int end, List<Provision> provisions)
    {
        var parts = new List<(int Start, int End)>();
        var depth = 0;
        var from = start;
        for (var i = start; i < end; i++)
        {
            if (text[i] is '“' or '《' or '(') depth++;
            else if (text[i] is '”' or '》' or ')') depth = Math.Max(0, depth - 1);
            if (depth > 0 || !Breaks.Contains(text[i])) continue;
            parts.Add((from, i + 1));
            from = i + 1;
        }

        if (from < end) parts.Add((from, end));
        var forces = parts.Select(part => OwnForce(text[part.Start..part.End])).ToList();
        string? subject = null;
        for (var i = 0; i < parts.Count; i++)
        {
            var words = text[parts[i].Start..parts[i].End];
            subject = ProvisionCues.FirstIn(words, cues.Subjects) ?? subject;
            var (force, cue) = forces[i] is (ProvisionForce.None, _) ? (Inherited(text, parts, forces, i), null) : forces[i];
            var act = cue is null ? words : words[(words.IndexOf(cue, StringComparison.Ordinal) + cue.Length)..];
            provisions.Add(new Provision(parts[i].Start, parts[i].End, start, end, force, subject, act.TrimEnd([.. Breaks, '。']), ProvisionCues.FirstIn(words, cues.InPrinciple)));
        }
    }

    // "凡能用电话解决的," is the condition of what follows; a plain further part goes on with what came before.
    private static ProvisionForce Inherited(string text, List<(int Start, int End)> parts, List<(ProvisionForce Force, string? Cue)> forces, int at)
    {
        if (IsCondition(text[parts[at].Start..parts[at].End]))
        {
            for (var next = at + 1; next < parts.Count; next++)
            {
                if (forces[next].Force != ProvisionForce.None) return forces[next].Force;
            }
        }

        for (var previous = at - 1; previous >= 0; previous--)
        {
            if (forces[previous].Force != ProvisionForce.None) return forces[previous].Force;
        }

        return ProvisionForce.None;
    }

    private static bool IsCondition(string words) => words.TrimEnd(Breaks.ToCharArray()) is [.., '的' or '外'] || words[0] is '凡' or '对' or '除';

    private (ProvisionForce Force, string? Cue) OwnForce(string words)
    {
        if (ProvisionCues.FirstIn(words, cues.Unapproved) is { } unapproved && Holds(words, cues.Approval)) return (ProvisionForce.Approval, unapproved);
        var forbidden = ProvisionCues.FirstIn(words, cues.Forbidden);
        var hedge = ProvisionCues.FirstIn(words, cues.InPrinciple);
        if (hedge is not null) return (ProvisionForce.ForbiddenInPrinciple, hedge);
        var candidates = new (ProvisionForce Force, string? Cue)[]
        {
            (ProvisionForce.Forbidden, forbidden),
            (ProvisionForce.Soft, ProvisionCues.FirstIn(words, cues.Soft)),
            (ProvisionForce.Approval, ProvisionCues.FirstIn(words, cues.Approval)),
            (ProvisionForce.Encouraged, ProvisionCues.FirstIn(words, cues.Encouraged)),
            (ProvisionForce.Permitted, ProvisionCues.FirstIn(words, cues.Permitted)),
            (ProvisionForce.Required, ProvisionCues.FirstIn(words, cues.Required)),
        };
        return candidates.FirstOrDefault(candidate => candidate.Cue is not null);
    }

    private static bool Holds(string text, IReadOnlyList<string> words) => words.Any(word => text.Contains(word, StringComparison.Ordinal));

    [GeneratedRegex(@"除[^。;]{2,120}?外(?=[,、]|各|一律|政策|$)")]
    private static partial Regex Exception();
}
