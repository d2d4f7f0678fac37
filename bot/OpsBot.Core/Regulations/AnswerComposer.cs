using System.Globalization;
using System.Text;
using OpsBot.Core.Regulations.Import;
using OpsBot.Core.Regulations.Provisions;
using OpsBot.Core.Regulations.Search;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Puts an answer into words: one plain sentence, the quote, its source line, at most a few more clauses. Every quote is checked.</summary>
internal sealed class AnswerComposer(ClauseLibrary library, SearchSettings settings)
{
    /// <summary>What the library holds, as one line.</summary>
    public string Holdings { get; } = string.Join('、', library.Documents.Select(document => document.Territory ?? KindName(document.Kind)).Distinct());

    /// <param name="clauses">Best first, at least one.</param>
    /// <param name="query">Chooses the sentences where a clause is too long to be shown whole.</param>
    /// <param name="several">True when clauses of several documents answer side by side.</param>
    /// <param name="judgement">What the first clause says about the act.</param>
    /// <param name="note">A difference between documents to point out, or null.</param>
    public Answer Compose(IReadOnlyList<Clause> clauses, SearchQuery query, bool several, Judgement judgement, string? note)
    {
        var citations = clauses.Take(settings.MaximumCitations).Select(clause => Cite(clause, QuoteOf(clause, query))).ToList();
        var shown = citations.Take(settings.ShownCitations).ToList();
        var text = new StringBuilder();
        text.Append(OpeningOf(clauses[0], judgement, several ? shown.Count : 1)).Append('\n');
        for (var i = 0; i < shown.Count; i++)
        {
            if (i == 1) text.Append('\n').Append(several ? "" : RegulationTexts.AlsoRelated + "\n");
            AppendQuote(text, clauses[i], shown[i].Quote);
            if (i == 0) AppendRoom(text, clauses[0], judgement);
        }

        if (note is not null) text.Append('\n').Append(RegulationVerdictTexts.Note(note)).Append('\n');
        return new Answer(AnswerStatus.Answered, judgement.Verdict, citations, text.ToString().TrimEnd(), [RegulationTexts.ReportOption]);
    }

    /// <summary>The library says nothing; <paramref name="text"/> says so in words.</summary>
    public static Answer Silent(string text) => Answer.Plain(AnswerStatus.NoAnswer, text, RegulationTexts.ReportOption);

    /// <summary>The same for the places named, or for all when none is.</summary>
    public Answer SilentIn(IReadOnlyList<string> territories) =>
        Silent(territories.Count == 0 ? RegulationTexts.NoAnswer(Holdings) : RegulationTexts.NoAnswerInTerritory(string.Join('、', territories), Holdings));

    /// <summary>What another place says about a matter on which the named place is silent; no verdict follows from it.</summary>
    public string Reference(Clause clause, string territory, SearchQuery query)
    {
        var text = new StringBuilder(RegulationVerdictTexts.ReferenceOnly(territory)).Append('\n');
        AppendQuote(text, clause, Cite(clause, QuoteOf(clause, query)).Quote);
        return text.ToString().TrimEnd();
    }

    /// <exception cref="InvalidOperationException">The quote is not in the clause: a bug, never shown to a user.</exception>
    public Citation Cite(Clause clause, string quote) =>
        library.Holds(clause.Id, quote)
            ? new Citation(clause.Id, clause.Title, quote)
            : throw new InvalidOperationException($"Quote is not a part of clause {clause.Id}.");

    private static string OpeningOf(Clause clause, Judgement judgement, int shown)
    {
        switch (judgement.Withheld)
        {
            case Withholding.NothingAsked:
                return UtteranceTexts.Topic;
            case Withholding.Turned:
                return UtteranceTexts.Turned;
            case Withholding.Danger:
                return UtteranceTexts.Danger;
            case Withholding.SecondHand:
                return UtteranceTexts.SecondHand(KindName(clause.Document.Kind));
        }

        if (judgement.Verdict is null) return shown > 1 ? RegulationTexts.FoundSeveral(shown) : Opening(clause.Document);
        var sentence = judgement switch
        {
            { Verdict: Verdict.Forbidden, Provision.Hedge: { } hedge } => RegulationVerdictTexts.ForbiddenInPrinciple(hedge),
            { Verdict: Verdict.Allowed, Exception: not null } => RegulationVerdictTexts.AllowedWith,
            _ => SentenceOf(judgement.Verdict.Value),
        };
        return sentence + (clause.Document.IsSecondHand
            ? RegulationVerdictTexts.BasisSecondHand(KindName(clause.Document.Kind))
            : RegulationVerdictTexts.Basis(clause.Territory ?? RegulationTexts.UnknownTerritory));
    }

    /// <summary>One sentence that names what each place says; null when none differs.</summary>
    public static string? DifferenceOf(IReadOnlyList<(Clause Clause, Verdict Verdict)> differing) => differing.Count == 0
        ? null
        : RegulationVerdictTexts.PlacesDiffer(differing.Select(entry => (entry.Clause.Territory!, SentenceOf(entry.Verdict))));

    private static string SentenceOf(Verdict verdict) => verdict switch
    {
        Verdict.Forbidden => RegulationVerdictTexts.Forbidden,
        Verdict.Allowed => RegulationVerdictTexts.Allowed,
        Verdict.NeedsApproval => RegulationVerdictTexts.NeedsApproval,
        _ => RegulationVerdictTexts.NotApplicable,
    };

    // Exceptions, approval paths and 原则上 are pointed out, so that nobody reads more into a verdict than is written.
    private static void AppendRoom(StringBuilder text, Clause clause, Judgement judgement)
    {
        if (judgement.Verdict is null && judgement.Withheld == Withholding.None) return;
        if (judgement.Exception is { } exception) text.Append(RegulationVerdictTexts.Exception(exception.Text)).Append('\n');
        if (judgement.Approval is { } approval) text.Append(RegulationVerdictTexts.Approval(clause.Text[approval.Start..approval.End].TrimEnd(',', ';', '。'))).Append('\n');
        if (judgement.Provision?.Hedge is { } hedge) text.Append(RegulationVerdictTexts.Hedge(hedge)).Append('\n');
    }

    private static string Opening(SourceDocument document) =>
        document.IsSecondHand ? RegulationTexts.FoundSecondHand(KindName(document.Kind)) : RegulationTexts.FoundRule(document.Territory ?? RegulationTexts.UnknownTerritory);

    private static void AppendQuote(StringBuilder text, Clause clause, string quote)
    {
        var document = clause.Document;
        text.Append(RegulationTexts.Quote(quote)).Append('\n')
            .Append(RegulationTexts.Source(
                document.Title,
                PlaceIn(clause),
                document.Issuer ?? RegulationTexts.UnknownIssuer,
                document.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? RegulationTexts.Undated,
                document.Territory ?? RegulationTexts.UnknownTerritory,
                KindName(document.Kind)));
        if (document.About is { } about) text.Append(RegulationTexts.About(about));
        text.Append('\n');
        if (HoldsPhone(quote)) text.Append(RegulationTexts.PhoneWarning).Append('\n');
    }

    // The last heading says where to look; in a closing part it needs the part's name before it.
    private static string PlaceIn(Clause clause) =>
        clause.Path is [RegulationTexts.PartClosing, var point] ? $"{RegulationTexts.PartClosing} {point}" : clause.Path[^1];

    // The run of whole sentences that shares most with the question and still fits.
    private string QuoteOf(Clause clause, SearchQuery query)
    {
        if (clause.Text.Length <= settings.MaximumQuote) return clause.Text;
        var sentences = SentenceSplitter.Split(clause.Text);
        var best = (Weight: -1f, Start: 0, End: settings.MaximumQuote);
        for (var first = 0; first < sentences.Count; first++)
        {
            for (var last = first; last < sentences.Count && sentences[last].End - sentences[first].Start <= settings.MaximumQuote; last++)
            {
                var (start, end) = (sentences[first].Start, sentences[last].End);
                var weight = query.WeightIn(SearchTerms.Fold(clause.Text[start..end]));
                if (weight > best.Weight) best = (weight, start, end);
            }
        }

        return clause.Text[best.Start..best.End];
    }

    private static bool HoldsPhone(string text)
    {
        var digits = 0;
        foreach (var c in text)
        {
            digits = char.IsAsciiDigit(c) ? digits + 1 : 0;
            if (digits >= 7) return true;
        }

        return false;
    }

    private static string KindName(ClauseKind kind) => kind switch
    {
        ClauseKind.Regulation => RegulationTexts.Regulation,
        ClauseKind.Notice => RegulationTexts.Notice,
        ClauseKind.WorkReport => RegulationTexts.WorkReport,
        ClauseKind.SampleSpeech => RegulationTexts.SampleSpeech,
        _ => RegulationTexts.PressReport,
    };
}
