using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>The categories of burden, as data of a pack.</summary>
public sealed class Taxonomy
{
    private const int MaxCharacters = 64 * 1024;
    private readonly Dictionary<string, Category> _byId;

    private Taxonomy(IReadOnlyList<Category> categories, string otherId)
    {
        Categories = categories;
        _byId = categories.ToDictionary(c => c.Id);
        Other = _byId[otherId];
    }

    /// <summary>In the order in which they are offered.</summary>
    public IReadOnlyList<Category> Categories { get; }

    /// <summary>What fits nowhere else.</summary>
    public Category Other { get; }

    /// <summary>Reads a pack's <c>taxonomy.json</c>; all faults are listed.</summary>
    public static PackReading<Taxonomy> Parse(string json)
    {
        if (json.Length > MaxCharacters)
            return PackReading<Taxonomy>.Bad([ComplaintTexts.FaultTooBig(MaxCharacters)]);
        TaxonomyFile? file;
        try
        {
            file = JsonSerializer.Deserialize<TaxonomyFile>(json, StoredJson.Options);
        }
        catch (JsonException broken)
        {
            return PackReading<Taxonomy>.Bad([ComplaintTexts.FaultNotJson(broken.Path, (broken.LineNumber ?? 0) + 1)]);
        }
        var faults = FindFaults(file);
        return faults.Count > 0
            ? PackReading<Taxonomy>.Bad(faults)
            : PackReading<Taxonomy>.Of(new Taxonomy([.. file!.Categories!.Select(c => new Category(c.Id!, c.Name!, c.Explanation!, c.Cues ?? [], c.IndustryCues ?? []))], file.Other!));
    }

    /// <summary>The category, or null.</summary>
    public Category? Find(string? id) => id is not null && _byId.TryGetValue(id, out var category) ? category : null;

    /// <summary>Its name; an id that a newer pack dropped is shown as it is.</summary>
    public string NameOf(string id) => Find(id)?.Name ?? id;

    /// <summary>The category whose name was typed, or its number in the order of offering; null: neither.</summary>
    public Category? Named(string text)
    {
        var wanted = text.Trim();
        return int.TryParse(wanted, out var number) && number >= 1 && number <= Categories.Count
            ? Categories[number - 1]
            : Categories.FirstOrDefault(c => c.Name == wanted || c.Id == wanted);
    }

    /// <summary>The category to which the most cue characters of a text point; null: none.</summary>
    public Category? Suggest(string text)
    {
        var best = Categories
            .Select(c => (Category: c, Weight: c.Cues.Where(cue => text.Contains(cue, StringComparison.OrdinalIgnoreCase)).Sum(cue => cue.Length)))
            .MaxBy(x => x.Weight);
        return best.Weight > 0 ? best.Category : null;
    }

    private static List<string> FindFaults(TaxonomyFile? file)
    {
        var faults = new List<string>();
        if (file is null || file.Schema != 1)
            faults.Add(ComplaintTexts.FaultSchema);
        var categories = file?.Categories ?? [];
        if (categories.Count == 0)
            faults.Add(ComplaintTexts.FaultMissing("categories"));
        for (var i = 0; i < categories.Count; i++)
        {
            var at = $"categories[{i}]";
            if (string.IsNullOrWhiteSpace(categories[i].Id))
                faults.Add(ComplaintTexts.FaultMissing(at + ".id"));
            if (string.IsNullOrWhiteSpace(categories[i].Name))
                faults.Add(ComplaintTexts.FaultMissing(at + ".name"));
            if (string.IsNullOrWhiteSpace(categories[i].Explanation))
                faults.Add(ComplaintTexts.FaultMissing(at + ".explanation"));
            if (categories[i].Cues?.Any(string.IsNullOrWhiteSpace) == true || categories[i].IndustryCues?.Any(string.IsNullOrWhiteSpace) == true)
                faults.Add(ComplaintTexts.FaultEmptyWord(at));
        }
        foreach (var twin in categories.Where(c => c.Id is not null).GroupBy(c => c.Id).Where(g => g.Count() > 1))
            faults.Add(ComplaintTexts.FaultTwice(twin.Key!));
        foreach (var twin in categories.Where(c => c.Name is not null).GroupBy(c => c.Name).Where(g => g.Count() > 1))
            faults.Add(ComplaintTexts.FaultTwice(twin.Key!));
        if (categories.All(c => c.Id != file?.Other))
            faults.Add(ComplaintTexts.FaultOther(file?.Other));
        return faults;
    }

    private sealed record TaxonomyFile(int Schema, string? Other, IReadOnlyList<CategoryEntry>? Categories);

    private sealed record CategoryEntry(string? Id, string? Name, string? Explanation, IReadOnlyList<string>? Cues, IReadOnlyList<string>? IndustryCues);
}
