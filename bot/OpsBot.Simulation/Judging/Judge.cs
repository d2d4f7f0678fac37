using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Simulation.City;
using OpsBot.Simulation.Faults;

namespace OpsBot.Simulation.Judging;

/// <summary>Looks at every message at the moment a channel takes it, by the clock of the channel.</summary>
internal sealed class Judge(VirtualClock clock, Ledger ledger, CityPlan city, SilenceOracle oracle, GroupBook groups, BurdenRules burden)
{
    private static readonly TimeSpan Prompt = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(15);
    private readonly Dictionary<(string Person, DateTime Day), int> _interruptions = [];
    private readonly HashSet<string> _said = [];
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> _disturbances = [];

    public int Accepted { get; private set; }

    public int Repeated { get; private set; }

    public int Outside { get; private set; }

    public int Late { get; private set; }

    public int OverBudget { get; private set; }

    public int SaidTwice { get; private set; }

    /// <summary>Delays after an opening, in all weather.</summary>
    public DelayFigures All { get; } = new();

    /// <summary>Delays after openings at which nothing was broken.</summary>
    public DelayFigures Calm { get; } = new();

    /// <summary>The first faults in words, for whoever looks for the cause.</summary>
    public List<string> Examples { get; } = [];

    /// <summary>In this time processes or clocks were disturbed, so that promptness is not promised.</summary>
    public void Disturbed(DateTimeOffset from, DateTimeOffset until) => _disturbances.Add((from, until));

    public void Take(OutboundMessage message, Address address, Weather weather)
    {
        var line = ledger.Accepted(message);
        groups.Take(message, address);
        Accepted++;
        if (line.Accepts > 1)
            Repeated++;
        if (line.WithdrawnAt is not null && line.Accepts == 1)
            Late += Example($"withdrawn at {line.WithdrawnAt:O} and yet sent", line);
        if (line.ExpiresAt < clock.GetUtcNow())
            Late += Example("sent after its time", line);
        if (line.Accepts == 1 && line.DedupKey is { } key && !_said.Add(key))
            SaidTwice += Example("said twice", line);
        if (line.IsAsked)
            return;
        var hours = line.GroupUnit is { } unit ? city.HoursOfUnit(unit) : city.HoursOf(line.PersonId);
        if (!oracle.IsOpen(hours, clock.True, guarded: clock.Lag == TimeSpan.Zero))
            Outside += Example("outside the window", line);
        if (line.Accepts > 1)
            return;
        Count(line);
        Time(line, hours, weather);
    }

    private void Count(LedgerLine line)
    {
        var key = (line.Recipient, clock.GetUtcNow().ToOffset(oracle.Calendar.Offset).Date);
        var before = _interruptions.GetValueOrDefault(key);
        _interruptions[key] = before + 1;
        if (before >= burden.PerDay && line.Class != MessageClass.Digest && !burden.MayExceed.Contains(line.Class))
            OverBudget += Example("over the budget", line);
    }

    private void Time(LedgerLine line, PersonHours hours, Weather weather)
    {
        if (line.Class == MessageClass.Digest || line.DeadTimes > 0 || oracle.FirstOpening(hours, line.WantedAt) is not { } opening || opening <= line.QueuedAt)
            return;
        var delay = clock.True - opening;
        All.Add(delay);
        if (weather.IsCalm(opening.AddMinutes(-1), opening + Slow) && _disturbances.TrueForAll(d => d.Until <= opening.AddMinutes(-1) || d.From >= opening + Slow))
        {
            Calm.Add(delay);
            if (delay > Slow)
                Example($"{delay} after the opening", line);
        }
    }

    private int Example(string fault, LedgerLine line)
    {
        if (Examples.Count < 20)
            Examples.Add($"{fault}: {line.Class} {line.Id} to {line.Recipient} queued {line.QueuedAt:O} at {clock.True:O}");
        return 1;
    }

    /// <summary>How long after an opening the messages came that had waited for it.</summary>
    internal sealed class DelayFigures
    {
        public int Count { get; private set; }

        public int WithinPrompt { get; private set; }

        public int WithinSlow { get; private set; }

        public void Add(TimeSpan delay)
        {
            Count++;
            WithinPrompt += delay <= Prompt ? 1 : 0;
            WithinSlow += delay <= Slow ? 1 : 0;
        }
    }
}
