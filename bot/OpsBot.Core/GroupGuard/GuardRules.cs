using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard;

/// <summary>The rules of the group guard, with the clauses they rest on.</summary>
public sealed class GuardRules
{
    private const int CurrentSchema = 1;

    private GuardRules(StoredRules stored, ClauseLibrary library)
    {
        if (stored.Schema != CurrentSchema)
            throw new FormatException($"group-guard.json has schema {stored.Schema}; this version reads schema {CurrentSchema}.");
        if (stored.OfferHours is < 1 or > 24 * 14 || stored.SmallCell < 2 || stored.Assigners.Count == 0)
            throw new FormatException("group-guard.json: offerHours must be 1 to 336, smallCell at least 2, and assigners must name a role.");
        Assigners = stored.Assigners.ToHashSet();
        Hours = Cite(stored.Hours, library);
        Authority = Cite(stored.Authority, library);
        OfferKeptFor = TimeSpan.FromHours(stored.OfferHours);
        SmallCell = stored.SmallCell;
    }

    /// <summary>Roles that may assign work in a group of their unit or of one below.</summary>
    public IReadOnlySet<Role> Assigners { get; }

    /// <summary>No work is assigned outside working time.</summary>
    public GuardClause Hours { get; }

    /// <summary>No casual assignment through groups.</summary>
    public GuardClause Authority { get; }

    /// <summary>How long an offer with its text is kept; counted from the next opening when it is accepted later than that.</summary>
    public TimeSpan OfferKeptFor { get; }

    /// <summary>Counts below this are not shown.</summary>
    public int SmallCell { get; }

    /// <exception cref="FormatException">The text is no rule file, or a quote is not in its clause.</exception>
    public static GuardRules Parse(string json, ClauseLibrary library)
    {
        try
        {
            return new GuardRules(JsonSerializer.Deserialize<StoredRules>(json, StoredJson.Options) ?? throw new FormatException("group-guard.json is empty."), library);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"group-guard.json cannot be read: {fault.Message}", fault);
        }
    }

    private static GuardClause Cite(StoredClause stored, ClauseLibrary library) =>
        library.Holds(stored.Clause, stored.Quote)
            ? new GuardClause(library.Find(stored.Clause)!, stored.Quote)
            : throw new FormatException($"group-guard.json: the words “{stored.Quote}” are not in clause {stored.Clause}. Correct the quote or the clause id.");

    private sealed record StoredRules(
        int Schema, IReadOnlyList<Role> Assigners, StoredClause Hours, StoredClause Authority, int OfferHours, int SmallCell);

    private sealed record StoredClause(string Clause, string Quote);
}
