namespace OpsBot.Core.Regulations.Questions;

/// <summary>Finds place names in a text (<c>general/places.json</c>).</summary>
public sealed class PlaceBook
{
    private const int LongestName = 16;
    private readonly Dictionary<string, Place> _byName = new(StringComparer.Ordinal);

    private PlaceBook(StoredBook book)
    {
        foreach (var province in book.Provinces)
        {
            var provincePlace = Add(province.Name, province.Short, null);
            foreach (var city in province.Cities)
            {
                var cityPlace = Add(city.Name, city.Short, provincePlace);
                foreach (var county in (city.Counties ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    Add(county, null, cityPlace);
            }
        }
    }

    /// <exception cref="FormatException">The text is not a place book.</exception>
    public static PlaceBook Parse(string json) => new(PackJson.Parse<StoredBook>(json, "places.json"));

    /// <summary>The places named in the text, in order, each once; the longest name at a position wins.</summary>
    public IReadOnlyList<Place> Find(string text) => [.. Mentions(text).Select(mention => mention.Place).Distinct()];

    /// <summary>Each mention with its position and length.</summary>
    public IEnumerable<(Place Place, int Start, int Length)> Mentions(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var taken = 1;
            for (var length = Math.Min(LongestName, text.Length - at); length >= 2; length--)
            {
                if (!_byName.TryGetValue(text.Substring(at, length), out var place)) continue;
                yield return (place, at, length);
                taken = length;
                break;
            }

            at += taken;
        }
    }

    private Place Add(string name, string? shortName, Place? parent)
    {
        var place = new Place(name, shortName, parent);
        _byName.TryAdd(name, place);
        if (shortName is { Length: >= 2 }) _byName.TryAdd(shortName, place);
        return place;
    }

    private sealed record StoredBook(IReadOnlyList<StoredProvince> Provinces);

    private sealed record StoredProvince(string Name, string Short, IReadOnlyList<StoredCity> Cities);

    private sealed record StoredCity(string Name, string? Short = null, string? Counties = null);
}
