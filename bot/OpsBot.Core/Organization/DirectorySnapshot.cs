using OpsBot.Core.Organization.Names;

namespace OpsBot.Core.Organization;

/// <summary>The organisation at one moment; immutable. Unknown ids in it are a fault of the data and throw at construction.</summary>
public sealed class DirectorySnapshot
{
    private readonly Dictionary<string, Unit> _units;
    private readonly Dictionary<string, Person> _people;
    private readonly Dictionary<(string Channel, string Account), Person> _accounts;
    private readonly ILookup<string?, Unit> _children;
    private readonly ILookup<string, Person> _members;
    private readonly ILookup<Role, Person> _holders;
    private readonly Lazy<NameFinder> _names;

    /// <summary>
    /// Builds the lookups; throws <see cref="ArgumentException"/> naming the first unit or person with an unknown parent or
    /// unit, or the two people who claim one account.
    /// </summary>
    public DirectorySnapshot(IReadOnlyList<Unit> units, IReadOnlyList<Person> people)
    {
        Units = units;
        People = people;
        _units = units.ToDictionary(u => u.Id);
        _people = people.ToDictionary(p => p.Id);
        _children = units.ToLookup(u => u.ParentId);
        _members = people.ToLookup(p => p.UnitId);
        _holders = people.SelectMany(p => p.Roles.Distinct().Select(r => (Role: r, Person: p))).ToLookup(h => h.Role, h => h.Person);
        _accounts = AccountsOf(people);
        _names = new(() => new NameFinder(this, NameRules));
        foreach (var unit in units.Where(u => u.ParentId is not null && !_units.ContainsKey(u.ParentId)))
            throw new ArgumentException($"Unit '{unit.Id}' has the unknown parent '{unit.ParentId}'.", nameof(units));
        foreach (var person in people.Where(p => !_units.ContainsKey(p.UnitId)))
            throw new ArgumentException($"Person '{person.Id}' has the unknown unit '{person.UnitId}'.", nameof(people));
        foreach (var unit in units)
            if (SupervisionFault(unit) is { } fault)
                throw new ArgumentException(fault, nameof(units));
    }

    /// <summary>An empty organisation.</summary>
    public static DirectorySnapshot Empty { get; } = new([], []);

    /// <summary>By which words texts are searched for names of this organisation.</summary>
    public NameRules NameRules { get; init; } = NameRules.None;

    /// <summary>Finds names of this organisation in texts.</summary>
    public NameFinder Names => _names.Value;

    /// <summary>All units, in the order of the data.</summary>
    public IReadOnlyList<Unit> Units { get; }

    /// <summary>All people, in the order of the data.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>The unit, or null.</summary>
    public Unit? Unit(string? id) => id is not null && _units.TryGetValue(id, out var unit) ? unit : null;

    /// <summary>The person, or null.</summary>
    public Person? Person(string? id) => id is not null && _people.TryGetValue(id, out var person) ? person : null;

    /// <summary>The person who owns a channel account, or null.</summary>
    public Person? ByAccount(string channel, string account) => _accounts.GetValueOrDefault((channel, account));

    /// <summary>People of a unit who hold a role.</summary>
    public IEnumerable<Person> InUnit(string unitId, Role role) => _members[unitId].Where(p => p.Is(role));

    /// <summary>People who hold a role anywhere.</summary>
    public IEnumerable<Person> WithRole(Role role) => _holders[role];

    /// <summary>The unit and all units below it, parents first.</summary>
    public IEnumerable<Unit> Subtree(string unitId)
    {
        var open = new Queue<Unit>();
        if (Unit(unitId) is { } root)
            open.Enqueue(root);
        while (open.TryDequeue(out var unit))
        {
            yield return unit;
            foreach (var child in _children[unit.Id])
                open.Enqueue(child);
        }
    }

    /// <summary>People of the unit and all units below it.</summary>
    public IEnumerable<Person> PeopleUnder(string unitId) => Subtree(unitId).SelectMany(u => _members[u.Id]);

    /// <summary>The unit and all units above it, lowest first; empty for an unknown unit.</summary>
    public IReadOnlyList<string> WithAbove(string unitId)
    {
        var chain = new List<string>();
        for (var unit = Unit(unitId); unit is not null && chain.Count < Units.Count; unit = Unit(unit.ParentId))
            chain.Add(unit.Id);
        return chain;
    }

    /// <summary>True when <paramref name="unitId"/> is <paramref name="ancestorId"/> or lies below it.</summary>
    public bool IsUnder(string unitId, string ancestorId)
    {
        for (var unit = Unit(unitId); unit is not null; unit = Unit(unit.ParentId))
            if (unit.Id == ancestorId)
                return true;
        return false;
    }

    private string? SupervisionFault(Unit unit)
    {
        if (unit.SupervisedBy is not { } body)
            return null;
        if (!_units.ContainsKey(body))
            return $"Unit '{unit.Id}' is supervised by the unknown unit '{body}'.";
        if (IsUnder(body, unit.Id))
            return $"Unit '{unit.Id}' is supervised by '{body}', which is the unit itself or lies below it: name a unit outside it.";
        return InUnit(body, Role.Supervisor).Any() ? null : $"Unit '{unit.Id}' is supervised by '{body}', where nobody has the role 'supervisor'.";
    }

    private static Dictionary<(string Channel, string Account), Person> AccountsOf(IReadOnlyList<Person> people)
    {
        var owners = new Dictionary<(string Channel, string Account), Person>();
        foreach (var person in people)
            foreach (var (channel, account) in person.KnownAccounts())
                if (!owners.TryAdd((channel, account), person))
                    throw new ArgumentException(
                        $"The account '{account}' in the channel '{channel}' is claimed by two people, '{owners[(channel, account)].Id}' and '{person.Id}': name it for one of them in 'accounts'.",
                        nameof(people));
        return owners;
    }
}
