namespace OpsBot.Core.Regulations.Questions;

/// <summary>Where a question is about.</summary>
/// <param name="Territories">Territories of the library that the question names; empty when it names none.</param>
/// <param name="UnknownPlace">A place the question names when the library holds nothing for any named place.</param>
/// <param name="TextWithoutPlaces">The question with the names of those places left out.</param>
internal sealed record QuestionScope(IReadOnlyList<string> Territories, string? UnknownPlace, string TextWithoutPlaces)
{
    /// <summary>True for a clause of a named place, and for any when none is named.</summary>
    public bool Includes(Clause clause) => Territories.Count == 0 || Territories.Contains(clause.Territory ?? "");
}
