using OpsBot.Simulation.City;

namespace OpsBot.Simulation.Judging;

/// <summary>
/// Says when work may reach somebody, worked out anew from the person's facts and the papers, without the bot's code. The
/// time of three days is written down as stretches, what is away is cut out, and what touches is joined.
/// </summary>
internal sealed class SilenceOracle(OracleCalendar calendar, DateOnly newYear)
{
    private static readonly (TimeSpan From, TimeSpan Until)[][] Shifts =
    [
        [(TimeSpan.FromHours(8), TimeSpan.FromHours(20))],
        [(TimeSpan.FromHours(20), TimeSpan.FromHours(32))],
        [],
        [],
    ];

    // By person's facts and day: the same mornings are asked about again and again.
    private readonly Dictionary<PersonHours, Dictionary<DateOnly, List<(DateTime Opens, DateTime Closes)>>> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The papers known now.</summary>
    public OracleCalendar Calendar { get; private set; } = calendar;

    /// <summary>A paper became known.</summary>
    public void Learn(OracleCalendar newer)
    {
        Calendar = newer;
        _known.Clear();
    }

    /// <summary>The stretch in which the instant lies, ends local; null: quiet.</summary>
    public (DateTime Opens, DateTime Closes)? StretchAt(PersonHours person, DateTimeOffset instant)
    {
        var local = instant.ToOffset(Calendar.Offset).DateTime;
        foreach (var stretch in Stretches(person, DateOnly.FromDateTime(local)))
            if (local >= stretch.Opens && local < stretch.Closes)
                return stretch;
        return null;
    }

    /// <summary>Work may be sent: inside a stretch, and with the guard also not shortly before its end.</summary>
    public bool IsOpen(PersonHours person, DateTimeOffset instant, bool guarded) =>
        StretchAt(person, instant) is { } stretch && (!guarded || instant.ToOffset(Calendar.Offset).DateTime < stretch.Closes - Calendar.Guard);

    /// <summary>When work could first be sent, not before the instant; null within a month: never.</summary>
    public DateTimeOffset? FirstOpening(PersonHours person, DateTimeOffset instant)
    {
        var local = instant.ToOffset(Calendar.Offset).DateTime;
        for (var day = 0; day <= 31; day += 2)
            foreach (var stretch in Stretches(person, DateOnly.FromDateTime(local).AddDays(day)))
                if (stretch.Closes - Calendar.Guard > local)
                    return new DateTimeOffset(stretch.Opens > local ? stretch.Opens : local, Calendar.Offset);
        return null;
    }

    private List<(DateTime Opens, DateTime Closes)> Stretches(PersonHours person, DateOnly around)
    {
        if (!_known.TryGetValue(person, out var days))
            _known[person] = days = [];
        if (!days.TryGetValue(around, out var known))
            days[around] = known = Compute(person, around);
        return known;
    }

    private List<(DateTime Opens, DateTime Closes)> Compute(PersonHours person, DateOnly around)
    {
        List<(DateTime Opens, DateTime Closes)> pieces = [];
        for (var day = around.AddDays(-2); day <= around.AddDays(2); day = day.AddDays(1))
            foreach (var (from, until) in PlanOf(person, day))
                pieces.Add((day.ToDateTime(TimeOnly.MinValue) + from, day.ToDateTime(TimeOnly.MinValue) + until));
        for (var day = around.AddDays(-3); day <= around.AddDays(3); day = day.AddDays(1))
        {
            var midnight = day.ToDateTime(TimeOnly.MinValue);
            if (person.Leave.Any(l => day >= l.First && day <= l.Last))
                pieces = Cut(pieces, midnight, midnight.AddDays(1));
            if (person.Quiet is { } quiet)
                pieces = Cut(pieces, midnight + quiet.From, midnight + quiet.Until);
        }
        return Joined(pieces);
    }

    private IEnumerable<(TimeSpan From, TimeSpan Until)> PlanOf(PersonHours person, DateOnly day)
    {
        // Somebody whose leave begins today does not start a shift either.
        if (person.Leave.Any(l => day >= l.First && day <= l.Last))
            return [];
        if (person.ShiftOffset is { } offset)
            return Shifts[(((day.DayNumber - newYear.DayNumber + offset) % 4) + 4) % 4];
        if (!Calendar.IsWorkday(day) || (person.LocalHoliday is { } own && day >= own.First && day <= own.Last))
            return [];
        return person.FreeAfternoons.Contains(day) ? Calendar.Windows.Take(1) : Calendar.Windows;
    }

    private static List<(DateTime, DateTime)> Cut(List<(DateTime Opens, DateTime Closes)> pieces, DateTime from, DateTime until)
    {
        List<(DateTime, DateTime)> left = [];
        foreach (var (opens, closes) in pieces)
        {
            if (closes <= from || opens >= until)
            {
                left.Add((opens, closes));
                continue;
            }
            if (opens < from)
                left.Add((opens, from));
            if (closes > until)
                left.Add((until, closes));
        }
        return left;
    }

    private static List<(DateTime Opens, DateTime Closes)> Joined(List<(DateTime Opens, DateTime Closes)> pieces)
    {
        List<(DateTime Opens, DateTime Closes)> joined = [];
        foreach (var piece in pieces.OrderBy(p => p.Opens))
        {
            if (joined.Count > 0 && joined[^1].Closes == piece.Opens)
                joined[^1] = (joined[^1].Opens, piece.Closes);
            else
                joined.Add(piece);
        }
        return joined;
    }
}
