namespace OpsBot.Core.Regulations.Import;

/// <summary>How the numbers of one document nest, judged from the whole document.</summary>
internal sealed class Numbering
{
    private readonly bool _articlesOutside;
    private readonly HashSet<MarkerKind> _repeating;

    public Numbering(IReadOnlyList<CleanLine> body)
    {
        var markers = body.Select(line => Marker.Read(line.Text)).OfType<Marker>().ToList();
        var article = markers.FindIndex(marker => marker.Kind == MarkerKind.Article);
        var inner = markers.FindIndex(marker => marker.Kind is MarkerKind.Heading or MarkerKind.Sub);
        _articlesOutside = article >= 0 && (inner < 0 || article < inner);
        _repeating =
        [
            .. markers.Where(marker => marker.Kind is MarkerKind.Item or MarkerKind.Article)
                .GroupBy(marker => (marker.Kind, marker.Number)).Where(group => group.Count() > 1).Select(group => group.Key.Kind),
        ];
    }

    /// <summary>Smaller stands outside. In a statute articles hold 一、(一)1.; in a circular 一、(一) hold articles.</summary>
    public int RankOf(Marker marker) => marker.Kind switch
    {
        MarkerKind.Article when _articlesOutside => 2 * (int)MarkerKind.Section + 1,
        _ => 2 * (int)marker.Kind,
    };

    /// <summary>True where articles are the citable unit and what they enumerate belongs to them.</summary>
    public bool HoldsEnumeration(Marker marker) => marker.Kind == MarkerKind.Article && _articlesOutside;

    /// <summary>The number a clause is cited by: alone where it is unique, else after the numbers above it.</summary>
    public string NumberOf(Marker marker, IReadOnlyList<OpenMarker> above)
    {
        var counts = marker.Kind is MarkerKind.Item or MarkerKind.Article;
        var repeats = _repeating.Contains(marker.Kind);
        var underArticle = above.Any(open => open.Marker.Kind == MarkerKind.Article);
        if (counts && !repeats && !underArticle) return marker.Number;
        var parents = string.Concat(above.Where(open => !open.Marker.IsDivision).Select(open => open.Marker.Number));
        if (parents.Length == 0 && repeats) parents = string.Concat(above.Select(open => open.Marker.Number));
        return parents + (counts && parents.Length > 0 ? "-" : "") + marker.Number;
    }
}
