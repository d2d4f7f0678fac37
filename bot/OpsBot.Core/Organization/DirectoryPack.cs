using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Organization;

/// <summary>
/// Reads an organisation from JSON: <c>{"units":[{"id","name","kind","parent"}],"people":[{"id","name","unit","roles"}]}</c>.
/// Each person is reached in the web chat through the account of the same id.
/// </summary>
public static class DirectoryPack
{
    private const int MaxUnits = 50_000;
    private const int MaxPeople = 500_000;

    /// <summary>
    /// Parses the text; <paramref name="addressesOf"/> gives each person's addresses by person id. Throws
    /// <see cref="FormatException"/> that names what is wrong.
    /// </summary>
    public static DirectorySnapshot Parse(string json, Func<string, IReadOnlyList<Address>> addressesOf)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<StoredDirectory>(json, StoredJson.Options) ?? throw new FormatException("The directory is empty.");
            if (stored.Units.Count > MaxUnits || stored.People.Count > MaxPeople)
                throw new FormatException($"The directory holds more than {MaxUnits} units or {MaxPeople} people.");
            return new DirectorySnapshot(
                [.. stored.Units.Select(u => new Unit(u.Id, u.Name, u.Kind, u.Parent))],
                [.. stored.People.Select(p => new Person(p.Id, p.Name, p.Unit, p.Roles, addressesOf(p.Id)))]);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new FormatException($"The directory cannot be read: {fault.Message}", fault);
        }
    }

    private sealed record StoredDirectory(IReadOnlyList<StoredUnit> Units, IReadOnlyList<StoredPerson> People);

    private sealed record StoredUnit(string Id, string Name, UnitKind Kind, string? Parent = null);

    private sealed record StoredPerson(string Id, string Name, string Unit, IReadOnlyList<Role> Roles);
}
