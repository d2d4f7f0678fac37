using System.Text;

namespace OpsBot.Core.Regulations.Questions;

/// <summary>Relates named places to the territories of the library: a county or city lies in a province whose rules bind it too.</summary>
internal sealed class TerritoryScope(ClauseLibrary library, PlaceBook places)
{
    private readonly List<string> _territories = [.. library.Documents.Select(document => document.Territory).OfType<string>().Distinct()];

    public QuestionScope Of(string text)
    {
        var mentions = places.Mentions(text).ToList();
        if (mentions.Count == 0) return new([], null, text);
        var named = mentions.Select(mention => mention.Place).Distinct().ToList();
        var known = named.SelectMany(place => _territories.Where(place.LiesIn)).Distinct().ToList();
        // A province that is silent itself stands for its cities only beside another place ("福建、浙江对比").
        if (named.Count > 1) known = [.. known.Union(named.Where(place => !_territories.Any(place.LiesIn)).SelectMany(Inside))];
        return new(known, known.Count == 0 ? named[0].Name : null, Without(text, mentions));
    }

    /// <summary>The territories of the library whose rules bind the asker; none when nothing is known about who asks.</summary>
    public IReadOnlyList<string> Binding(AskerContext asker) =>
        asker.Territory is { } home && places.Find(home) is { Count: > 0 } own ? [.. _territories.Where(territory => own.Any(place => place.LiesIn(territory)))] : [];

    private IEnumerable<string> Inside(Place province) =>
        _territories.Where(territory => places.Find(territory).Any(place => place.LiesIn(province.Name)));

    private static string Without(string text, List<(Place Place, int Start, int Length)> mentions)
    {
        var result = new StringBuilder(text);
        foreach (var (_, start, length) in mentions)
        {
            for (var i = start; i < start + length; i++) result[i] = ' ';
        }

        return result.ToString();
    }
}
