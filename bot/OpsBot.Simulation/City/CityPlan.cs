using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Simulation.City;

/// <summary>A made-up city: its people, what is particular about their hours, and the channels that reach them.</summary>
internal sealed class CityPlan
{
    /// <summary>The special office.</summary>
    public const string Office = "office";

    /// <summary>The city itself.</summary>
    public const string Root = "city";

    private const int Counties = 12;
    private const int TownshipsOfCounty = 4;
    private const int Departments = 24;
    private readonly List<Unit> _units = [];
    private readonly List<Person> _people = [];
    private readonly Dictionary<string, PersonHours> _hours = [];
    private readonly Dictionary<string, PersonHours> _unitHours = [];
    private readonly int _year;
    private readonly Random _random;

    public CityPlan(int year, int cadres, Random random)
    {
        (_year, _random) = (year, random);
        AddUnit(Root, UnitKind.City, null);
        AddUnit(Office, UnitKind.Department, Root);
        for (var i = 0; i < 4; i++)
            AddPerson($"supervisor{i}", Office, i % 2 == 0 ? "teams" : "wecom", Role.Supervisor);
        for (var i = 0; i < 2; i++)
            AddPerson($"admin{i}", Office, "wecom", Role.Admin);
        for (var i = 0; i < 2; i++)
            AddPerson($"approver{i}", Office, "teams", Role.Approver);
        for (var i = 0; i < Counties; i++)
            AddStaffed($"county{i:00}", UnitKind.County, LocalHolidayOf(i));
        for (var i = 0; i < Departments; i++)
            AddStaffed($"department{i:00}", UnitKind.Department, null);
        for (var i = 0; i < Counties * TownshipsOfCounty; i++)
            AddUnit(TownshipOf(i), UnitKind.Township, $"county{i % Counties:00}");
        for (var i = 0; i < cadres; i++)
            AddPerson($"cadre{i:0000}", TownshipOf(i % (Counties * TownshipsOfCounty)), i % 5 == 0 ? "dingtalk" : "wecom", Role.Cadre);
        Directory = new DirectorySnapshot(_units, _people);
    }

    public static string[] Channels { get; } = ["wecom", "teams", "dingtalk"];

    public DirectorySnapshot Directory { get; }

    public IReadOnlyDictionary<string, PersonHours> Hours => _hours;

    /// <summary>The unit complained about and the two that must act; a few of them get much more than the others.</summary>
    public static (string Accused, string Territory, string Industry) DrawUnits(Random random)
    {
        var county = Math.Min(random.Next(Counties), random.Next(Counties));
        var township = county + (Counties * random.Next(TownshipsOfCounty));
        return (TownshipOf(township), $"county{county:00}", $"department{Math.Min(random.Next(Departments), random.Next(Departments)):00}");
    }

    public Person[] HandlersOf(string unit) => [.. Directory.InUnit(unit, Role.Handler)];

    public PersonHours HoursOf(string? person) => person is not null && _hours.TryGetValue(person, out var own) ? own : PersonHours.Plain;

    /// <summary>Hours of a unit's group: those of the office, less the unit's own holiday.</summary>
    public PersonHours HoursOfUnit(string unit) => _unitHours.GetValueOrDefault(unit, PersonHours.Plain);

    /// <summary>Units with handlers and a leader; each has a group.</summary>
    public static string DrawStaffed(Random random) => random.Next(2) == 0 ? $"county{random.Next(Counties):00}" : $"department{random.Next(Departments):00}";

    /// <summary>Where the whole group of a unit reads.</summary>
    public static Address GroupOf(string unit) => new("dingtalk", $"group-{unit}");

    private static string TownshipOf(int number) => $"township{number:00}";

    private (DateOnly First, DateOnly Last)? LocalHolidayOf(int county) => county == 3 ? (new DateOnly(_year, 4, 20), new DateOnly(_year, 4, 21)) : null;

    private void AddStaffed(string unit, UnitKind kind, (DateOnly First, DateOnly Last)? localHoliday)
    {
        AddUnit(unit, kind, Root, localHoliday);
        if (localHoliday is not null)
            _unitHours[unit] = PersonHours.Plain with { LocalHoliday = localHoliday };
        for (var i = 0; i < 2; i++)
            AddPerson($"{unit}-handler{i}", unit, _random.Next(3) == 0 ? "dingtalk" : "wecom", Role.Handler, DrawHours(localHoliday));
        AddPerson($"{unit}-leader", unit, "wecom", Role.Leader, PersonHours.Plain with { LocalHoliday = localHoliday });
    }

    private PersonHours DrawHours((DateOnly First, DateOnly Last)? localHoliday)
    {
        var plain = PersonHours.Plain with { LocalHoliday = localHoliday };
        var first = new DateOnly(_year, 1, 10).AddDays(_random.Next(330));
        return _random.Next(8) switch
        {
            0 => plain with { ShiftOffset = _random.Next(4), LocalHoliday = null },
            1 => plain with { Quiet = (TimeSpan.FromHours(8), TimeSpan.FromHours(9) + TimeSpan.FromMinutes(15 * _random.Next(5))) },
            2 => plain with { Leave = [(first, first.AddDays(_random.Next(1, 10)))] },
            3 => plain with { FreeAfternoons = [first, first.AddDays(40)] },
            _ => plain,
        };
    }

    private void AddUnit(string id, UnitKind kind, string? parent, (DateOnly First, DateOnly Last)? localHoliday = null) => _units.Add(new Unit(id, id, kind, parent)
    {
        Hours = localHoliday is { } own ? HoursRules.None with { Holidays = [new LocalHoliday("县庆", own.First, own.Last, null)] } : HoursRules.None,
    });

    private void AddPerson(string id, string unit, string channel, Role role, PersonHours? hours = null)
    {
        if (hours is not null)
            _hours[id] = hours;
        _people.Add(new Person(id, id, unit, [role], [new Address(channel, $"talk-{id}", id)]) { Hours = RulesOf(hours ?? PersonHours.Plain) });
    }

    private HoursRules RulesOf(PersonHours hours) => HoursRules.None with
    {
        Shifts = hours.ShiftOffset is { } offset
            ? new ShiftPattern(
                "两班倒", ShiftKind.Cycle, new DateOnly(_year - 1, 1, 1), new DateOnly(_year + 1, 12, 31),
                [[new WorkSpan(TimeSpan.FromHours(8), TimeSpan.FromHours(20))], [new WorkSpan(TimeSpan.FromHours(20), TimeSpan.FromHours(32))], [], []],
                new DateOnly(_year, 1, 1).AddDays(-offset), false)
            : null,
        Leave = [.. hours.Leave.Select(l => new Leave(l.First, l.Last)), .. hours.FreeAfternoons.Select(d => new Leave(d, d, LeaveHalf.Afternoon))],
    };
}
