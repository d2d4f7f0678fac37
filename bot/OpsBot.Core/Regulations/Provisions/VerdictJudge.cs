using OpsBot.Core.Regulations.Acts;

namespace OpsBot.Core.Regulations.Provisions;

/// <summary>
/// Judges the act that a question describes by the part of the clause that names it: exceptions first, then numbers, then
/// the side the act takes, then the force of the part. Soft words give no verdict.
/// </summary>
internal sealed class VerdictJudge(ProvisionCues cues)
{
    private const int ShortestExceptionWord = 3;
    private const int NegationReach = 4;

    private readonly QuantityReader _quantities = new(cues);

    /// <summary>True when the question wants a judgement or tells of a grievance; false when it only asks for a fact.</summary>
    public bool WantsVerdict(string question) =>
        Holds(question, cues.AskJudgement) || Holds(question, cues.AskApproval) || !Holds(question, cues.AskFact);

    /// <param name="question">The question, normalised.</param>
    /// <param name="clause">The clause that answers.</param>
    /// <param name="record">Its record.</param>
    /// <param name="hits">Hits of described acts in this clause; may be empty.</param>
    /// <param name="terms">Official terms for words of the question.</param>
    /// <param name="fallback">Offset of the sentence most like the question, used where no act was recognised.</param>
    public Judgement Judge(string question, Clause clause, ClauseRecord record, IReadOnlyList<ActHit> hits, IReadOnlyList<string> terms, int fallback)
    {
        var asksApproval = Holds(question, cues.AskApproval);
        var hit = hits.OrderByDescending(candidate => candidate.Weight).ThenByDescending(candidate => candidate.Act.Side != ActSide.Named).FirstOrDefault();
        if (!WantsVerdict(question) && hit is not { Act.Side: ActSide.Breach or ActSide.Keep }) return Judgement.None;
        var at = hit?.Start ?? fallback;
        var part = record.At(at);
        // Only a recognised act can lie in an exception: the likeliest sentence is too weak a ground to allow something.
        var exception = record.Exceptions.FirstOrDefault(candidate => hit is not null && candidate.Start <= at && at < candidate.End)
            ?? record.Exceptions.FirstOrDefault(candidate => SaysException(question, candidate.Text, terms));
        var beside = exception ?? record.Exceptions.FirstOrDefault(candidate => candidate.Start >= part.SentenceStart && candidate.End <= part.SentenceEnd);
        var approval = record.Approvals.FirstOrDefault(candidate => candidate.SentenceStart == part.SentenceStart) ?? (record.Approvals.Count > 0 ? record.Approvals[0] : null);
        Judgement With(Verdict? verdict) => new(verdict, part, beside, approval);
        Judgement Firm(Verdict? verdict) => With(verdict) with { IsFirm = true };

        if (hit is { Act.Side: not ActSide.Named })
        {
            return Firm(hit.Act.Side switch
            {
                ActSide.Outside => Verdict.NotApplicable,
                ActSide.Keep => Verdict.Allowed,
                ActSide.Ask => Approved(question) ? Verdict.Allowed : Verdict.NeedsApproval,
                _ => part.Force == ProvisionForce.Soft ? null : asksApproval && approval is not null ? Verdict.NeedsApproval : Verdict.Forbidden,
            });
        }

        if (IsOwnMatterOfAnother(question, clause.Text[part.SentenceStart..part.SentenceEnd])) return Firm(Verdict.NotApplicable);
        if (exception is { HasApproval: false }) return Firm(Verdict.Allowed);
        if (Compare(question, record, part) is { } withinLimit) return Firm(withinLimit ? Verdict.Allowed : Verdict.Forbidden);
        if (approval is not null && Approved(question)) return Firm(Verdict.Allowed);
        if (asksApproval && approval is not null) return Firm(Verdict.NeedsApproval);
        if (hit is null) return With(Unrecognised(record, part, asksApproval && approval is not null));
        return With(part.Force switch
        {
            ProvisionForce.Forbidden or ProvisionForce.ForbiddenInPrinciple => beside is { HasApproval: true } ? Verdict.NeedsApproval : Verdict.Forbidden,
            ProvisionForce.Permitted or ProvisionForce.Encouraged => Verdict.Allowed,
            ProvisionForce.Approval => Verdict.NeedsApproval,
            ProvisionForce.Required => Verdict.Forbidden,
            _ => null,
        });
    }

    // No act was recognised: people ask about what troubles them, so a prohibition of the sentence, then of the clause, decides.
    private static Verdict? Unrecognised(ClauseRecord record, Provision part, bool asksApproval)
    {
        if (asksApproval) return Verdict.NeedsApproval;
        var sentence = record.Provisions.Where(other => other.SentenceStart == part.SentenceStart).ToList();
        if (sentence.Any(IsProhibition)) return Verdict.Forbidden;
        if (sentence.Any(other => other.Force is ProvisionForce.Permitted or ProvisionForce.Encouraged)) return Verdict.Allowed;
        return record.Provisions.Any(IsProhibition) ? Verdict.Forbidden : null;
    }

    private static bool IsProhibition(Provision provision) => provision.Force is ProvisionForce.Forbidden or ProvisionForce.ForbiddenInPrinciple;

    private bool Approved(string question) => Holds(question, cues.Approved);

    // "人民日报" stands for 党报党刊; "党报以外的杂志" takes the exception back.
    private bool SaysException(string question, string exception, IReadOnlyList<string> terms)
    {
        foreach (var item in exception[1..^1].Split('、', ','))
        {
            if (terms.Any(term => term.Length > ShortestExceptionWord && (item.Contains(term, StringComparison.Ordinal) || (term.Contains(item, StringComparison.Ordinal) && item.Length >= ShortestExceptionWord))))
                return !Holds(question, cues.NegatedException);
            var at = item.Length >= ShortestExceptionWord ? question.IndexOf(item, StringComparison.Ordinal) : -1;
            if (at < 0) continue;
            var around = question[Math.Max(0, at - NegationReach)..Math.Min(question.Length, at + item.Length + NegationReach)];
            return !Holds(around, cues.NegatedException);
        }

        return false;
    }

    private bool? Compare(string question, ClauseRecord record, Provision part)
    {
        foreach (var said in _quantities.Read(question))
        {
            var limits = record.Quantities.Where(limit => limit.IsLimit && limit.Unit == said.Unit).ToList();
            if (limits.Count == 0) continue;
            var limit = limits.FirstOrDefault(candidate => candidate.Start >= part.Start && candidate.Start < part.End) ?? limits[0];
            return said.Value <= limit.Value;
        }

        return null;
    }

    // "县里自己开的会" under a rule for 市直部门: the levels of the actor must be among those that the sentence names.
    private bool IsOwnMatterOfAnother(string question, string sentence)
    {
        foreach (var (level, words) in cues.Levels)
        {
            if (!words.Any(word => cues.OwnMatter.Any(own => question.Contains(word + own, StringComparison.Ordinal)))) continue;
            var named = cues.Levels.Where(other => other.Value.Any(word => sentence.Contains(word, StringComparison.Ordinal))).Select(other => other.Key).ToList();
            return named.Count > 0 && !named.Contains(level);
        }

        return false;
    }

    private static bool Holds(string text, IReadOnlyList<string> words) => words.Any(word => text.Contains(word, StringComparison.Ordinal));
}
