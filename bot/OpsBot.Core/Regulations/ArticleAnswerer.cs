using OpsBot.Core.Regulations.Provisions;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Regulations;

/// <summary>Answers "浙江29条说啥": the article itself, which document is meant, or that there is no such article.</summary>
internal sealed class ArticleAnswerer(RegulationPack pack, TerritoryScope scope, AnswerComposer composer)
{
    /// <summary>Null when the question names no article, or no document it could be of has numbered articles.</summary>
    public Answer? Find(string text, IReadOnlyList<string> territories, AskerContext asker)
    {
        if (ArticleReference.Read(text, pack.Places) is not { } number) return null;
        var named = pack.Library.Documents.Where(document => territories.Count == 0 ? !document.IsSecondHand : territories.Contains(document.Territory ?? "")).ToList();
        var hits = named.Select(document => pack.Library.Find($"{document.Id}:{number}")).OfType<Clause>().ToList();
        if (territories.Count == 0 && hits.Count > 1)
        {
            var binding = scope.Binding(asker);
            var own = hits.Where(clause => binding.Contains(clause.Territory ?? "")).ToList();
            if (own.Count == 0)
                return Answer.Plain(AnswerStatus.Clarify, RegulationTexts.WhichDocument(number), [.. hits.Select(clause => $"{clause.Territory}{RegulationTexts.Article(number)}")]);
            hits = own;
        }

        if (hits.Count > 0) return composer.Compose(hits, SearchQuery.Of("", [], pack.Settings), hits.Count > 1, Judgement.None, null);
        var numbered = named.Where(document => LastArticle(document) > 0).ToList();
        return numbered.Count > 0
            ? AnswerComposer.Silent(string.Concat(numbered.Select(document => RegulationTexts.NoSuchArticle(document.Title, number, LastArticle(document)))))
            : null;
    }

    private int LastArticle(SourceDocument document) =>
        pack.Library.Clauses.Where(clause => clause.Document == document).Max(clause => int.TryParse(clause.Number, out var article) ? article : 0);
}
