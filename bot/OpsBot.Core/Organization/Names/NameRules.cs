using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Regulations;

namespace OpsBot.Core.Organization.Names;

/// <summary>Words by which people name units and persons, as data of a pack (<c>names.json</c>). All lists are folded, longest first.</summary>
public sealed class NameRules
{
    private const int CurrentSchema = 1;

    private NameRules(Stored stored, TraditionalConverter? converter)
    {
        Converter = converter;
        Lookalikes = stored.Lookalikes.ToDictionary(pair => pair[0], pair => pair[1]);
        (MostMentions, MostShown, MostCandidates, LongestWords) = (stored.Limits.Mentions, stored.Limits.Shown, stored.Limits.Candidates, stored.Limits.Words);
        OfficeWords = Folded(stored.OfficeWords);
        Endings = Folded(stored.Endings);
        Levels = Folded(stored.Levels);
        LevelWords = Folded(stored.LevelWords);
        Parts = Folded(stored.Parts);
        Abbreviations = [.. stored.Abbreviations.SelectMany(a => a.Short.Select(s => (Fold(a.Full), Fold(s))))];
        UnitEndings = Folded(stored.UnitEndings);
        VagueUnits = Folded(stored.VagueUnits).ToHashSet();
        Stops = Fold(stored.Stops).ToHashSet();
        Titles = Folded(stored.Titles);
        NotTitlesBefore = Folded(stored.NotTitlesBefore);
        Surnames = Fold(stored.Surnames).ToHashSet();
        Pressures = Folded(stored.Pressures);
        StrongPressures = Folded(stored.StrongPressures);
        NotPeople = Folded(stored.NotPeople).ToHashSet();
        Introductions = Folded(stored.Introductions);
        Own = Folded(stored.Own);
        OwnUnits = Folded(stored.OwnUnits);
        (AppealsBefore, AppealsAfter) = (Folded(stored.Appeals.Before), Folded(stored.Appeals.After));
    }

    /// <summary>No words at all: only the directory's own names are found. For directories that serve no complaints.</summary>
    public static NameRules None { get; } = new(new Stored(), null);

    /// <summary>Most names kept of one report; what is beyond is one name that stands for the rest.</summary>
    public int MostMentions { get; }

    /// <summary>Most names listed in one message.</summary>
    public int MostShown { get; }

    /// <summary>Most readings of an unknown name.</summary>
    public int MostCandidates { get; }

    /// <summary>Longest name that is kept, in characters.</summary>
    public int LongestWords { get; }

    internal TraditionalConverter? Converter { get; }

    internal IReadOnlyDictionary<char, char> Lookalikes { get; }

    internal IReadOnlyList<string> OfficeWords { get; }

    internal IReadOnlyList<string> Endings { get; }

    internal IReadOnlyList<string> Levels { get; }

    internal IReadOnlyList<string> LevelWords { get; }

    internal IReadOnlyList<string> Parts { get; }

    internal IReadOnlyList<(string Full, string Short)> Abbreviations { get; }

    internal IReadOnlyList<string> UnitEndings { get; }

    internal IReadOnlySet<string> VagueUnits { get; }

    internal IReadOnlySet<char> Stops { get; }

    internal IReadOnlyList<string> Titles { get; }

    internal IReadOnlyList<string> NotTitlesBefore { get; }

    internal IReadOnlySet<char> Surnames { get; }

    internal IReadOnlyList<string> Pressures { get; }

    internal IReadOnlyList<string> StrongPressures { get; }

    internal IReadOnlySet<string> NotPeople { get; }

    internal IReadOnlyList<string> Introductions { get; }

    internal IReadOnlyList<string> Own { get; }

    internal IReadOnlyList<string> OwnUnits { get; }

    internal IReadOnlyList<string> AppealsBefore { get; }

    internal IReadOnlyList<string> AppealsAfter { get; }

    /// <summary>Reads <c>names.json</c>. Throws <see cref="FormatException"/> that says what is wrong.</summary>
    /// <param name="json">The text.</param>
    /// <param name="converter">Traditional to Simplified.</param>
    public static NameRules Parse(string json, TraditionalConverter converter)
    {
        Stored stored;
        try
        {
            stored = JsonSerializer.Deserialize<Stored>(json, StoredJson.Options) ?? throw new FormatException("names.json is empty.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"names.json cannot be read: {fault.Message}", fault);
        }
        if (stored.Schema != CurrentSchema)
            throw new FormatException($"names.json has schema {stored.Schema}; this version reads schema {CurrentSchema}.");
        if (stored.Limits is not { Mentions: >= 5 and <= 100, Shown: >= 1 and <= 30, Candidates: >= 1 and <= 10, Words: >= 8 and <= 40 })
            throw new FormatException("names.json: limits must be mentions 5 to 100, shown 1 to 30, candidates 1 to 10, words 8 to 40.");
        if (stored.Lookalikes.Any(pair => pair.Length != 2))
            throw new FormatException("names.json: each entry of lookalikes must be two characters, the one that is typed and the one that is meant.");
        if (stored.Titles.Count == 0 || stored.Levels.Count == 0 || stored.UnitEndings.Count == 0 || stored.Surnames.Length == 0)
            throw new FormatException("names.json: titles, levels, unitEndings and surnames must not be empty.");
        return new NameRules(stored, converter);
    }

    /// <summary>The text in the form in which names are compared.</summary>
    public string Fold(string text) => NameFolding.Fold(text, this);

    private string[] Folded(IReadOnlyList<string> words) => [.. words.Select(Fold).Where(w => w.Length > 0).Distinct().OrderByDescending(w => w.Length)];

    private sealed record Stored
    {
        public int Schema { get; init; }

        public LimitsEntry Limits { get; init; } = new(30, 8, 3, 16);

        public IReadOnlyList<string> Lookalikes { get; init; } = [];

        public IReadOnlyList<string> OfficeWords { get; init; } = [];

        public IReadOnlyList<string> Endings { get; init; } = [];

        public IReadOnlyList<string> Levels { get; init; } = [];

        public IReadOnlyList<string> LevelWords { get; init; } = [];

        public IReadOnlyList<string> Parts { get; init; } = [];

        public IReadOnlyList<AbbreviationEntry> Abbreviations { get; init; } = [];

        public IReadOnlyList<string> UnitEndings { get; init; } = [];

        public IReadOnlyList<string> VagueUnits { get; init; } = [];

        public string Stops { get; init; } = "";

        public IReadOnlyList<string> Titles { get; init; } = [];

        public IReadOnlyList<string> NotTitlesBefore { get; init; } = [];

        public string Surnames { get; init; } = "";

        public IReadOnlyList<string> Pressures { get; init; } = [];

        public IReadOnlyList<string> StrongPressures { get; init; } = [];

        public IReadOnlyList<string> NotPeople { get; init; } = [];

        public IReadOnlyList<string> Introductions { get; init; } = [];

        public IReadOnlyList<string> Own { get; init; } = [];

        public IReadOnlyList<string> OwnUnits { get; init; } = [];

        public AppealsEntry Appeals { get; init; } = new([], []);
    }

    private sealed record LimitsEntry(int Mentions, int Shown, int Candidates, int Words);

    private sealed record AbbreviationEntry(string Full, IReadOnlyList<string> Short);

    private sealed record AppealsEntry(IReadOnlyList<string> Before, IReadOnlyList<string> After);
}
