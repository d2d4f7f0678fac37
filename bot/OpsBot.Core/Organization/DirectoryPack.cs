using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization.Names;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Organization;

/// <summary>
/// Reads an organisation from JSON: <c>{"units":[{"id","name","kind","parent"}],"people":[{"id","name","unit","roles"}]}</c>.
/// Both may have <c>schedule</c> and <c>exceptions</c>, people also <c>leave</c>: see <see cref="HoursRulesParser"/>.
/// A unit with supervisors may name its supervising body, <c>supervisedBy</c>: see <see cref="Unit.SupervisedBy"/>.
/// A person may have <c>accounts</c>, one by channel: <c>{"dingtalk":"...","wecom":"..."}</c>. Then the messengers that it
/// does not name do not know the person; without it the person's id is the account in each.
/// </summary>
public static class DirectoryPack
{
    private const int MaxUnits = 50_000;
    private const int MaxPeople = 500_000;
    private const int MostFaults = 50;

    /// <summary>
    /// Parses the text; <paramref name="addressesOf"/> gives each person's addresses by person id. Throws
    /// <see cref="FormatException"/> that names what is wrong.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <param name="addressesOf">Addresses by person id.</param>
    /// <param name="territory">The territory's hours, on which those of units and people rest; without them a directory that has any is refused.</param>
    /// <param name="names">Words by which reports are searched for its names; without them nothing but the directory's own names is found.</param>
    public static DirectorySnapshot Parse(string json, Func<string, IReadOnlyList<Address>> addressesOf, WorkSchedule? territory = null, NameRules? names = null) =>
        Parse(json, [], (id, _) => (addressesOf(id), []), territory, names);

    /// <summary>
    /// Parses the text for the given channels, preferred first. Throws <see cref="FormatException"/> that names what is
    /// wrong; an account that two people claim is refused with both ids.
    /// </summary>
    public static DirectorySnapshot Parse(string json, IReadOnlyList<AccountChannel> channels, WorkSchedule? territory = null, NameRules? names = null) =>
        Parse(json, channels, (id, accounts) => AccountsParser.Of(id, accounts, channels), territory, names);

    private static DirectorySnapshot Parse(
        string json,
        IReadOnlyList<AccountChannel> channels,
        Func<string, IReadOnlyDictionary<string, string>?, (IReadOnlyList<Address> Addresses, IReadOnlyList<ChannelAccount> Accounts)> reach,
        WorkSchedule? territory,
        NameRules? names)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<StoredDirectory>(json, StoredJson.Options) ?? throw new FormatException("The directory is empty.");
            if (stored.Units.Count > MaxUnits || stored.People.Count > MaxPeople)
                throw new FormatException($"The directory holds more than {MaxUnits} units or {MaxPeople} people.");
            var faults = new List<string>();
            var snapshot = new DirectorySnapshot(
                [.. stored.Units.Select(u => new Unit(u.Id, u.Name, u.Kind, u.Parent) { Hours = HoursOf($"units[{u.Id}]", u.Schedule, u.Exceptions, null), SupervisedBy = u.SupervisedBy })],
                [.. stored.People.Select(PersonOf)])
            {
                NameRules = names ?? NameRules.None,
            };
            return faults.Count == 0 ? snapshot : throw new FormatException(string.Join('\n', faults.Take(MostFaults)));

            Person PersonOf(StoredPerson p)
            {
                var owner = $"people[{p.Id}]";
                var (addresses, accounts) = reach(p.Id, AccountsParser.Read(owner, p.Accounts, channels, faults));
                return new Person(p.Id, p.Name, p.Unit, p.Roles, addresses) { Hours = HoursOf(owner, p.Schedule, p.Exceptions, p.Leave), Accounts = accounts };
            }

            HoursRules HoursOf(string owner, JsonElement? schedule, JsonElement? exceptions, JsonElement? leave)
            {
                if (schedule is null && exceptions is null && leave is null) return HoursRules.None;
                if (territory is not null) return HoursRulesParser.Parse(owner, schedule, exceptions, leave, HoursFrame.Of(territory), faults);
                throw new FormatException($"{owner}: hours can be read only together with the territory's hours.");
            }
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new FormatException($"The directory cannot be read: {fault.Message}", fault);
        }
    }

    private sealed record StoredDirectory(IReadOnlyList<StoredUnit> Units, IReadOnlyList<StoredPerson> People);

    private sealed record StoredUnit(string Id, string Name, UnitKind Kind, string? Parent = null, JsonElement? Schedule = null, JsonElement? Exceptions = null, string? SupervisedBy = null);

    private sealed record StoredPerson(
        string Id, string Name, string Unit, IReadOnlyList<Role> Roles, JsonElement? Schedule = null, JsonElement? Exceptions = null, JsonElement? Leave = null,
        JsonElement? Accounts = null);
}
