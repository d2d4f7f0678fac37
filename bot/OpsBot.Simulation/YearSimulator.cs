using System.Diagnostics;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.Memory;
using OpsBot.Simulation.City;
using OpsBot.Simulation.Faults;
using OpsBot.Simulation.Judging;
using OpsBot.Simulation.People;

namespace OpsBot.Simulation;

/// <summary>
/// A year on a virtual clock: the bot's real handlers over in-memory stores, a city of people who act, channels that fail,
/// processes that die, clocks that jump and papers that change the calendar. One instance plays one year.
/// </summary>
public sealed class YearSimulator
{
    private const int Drain = 15;
    private const int LeastSaidInGroups = 60;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(250);
    private readonly SimulationOptions _options;
    private readonly SimulationPacks _packs;
    private readonly Dictionary<string, string> _files;
    private readonly WorkTimePack _pack;
    private readonly DateTimeOffset _start;
    private readonly Random _faults;
    private readonly VirtualClock _clock;
    private readonly Ledger _ledger;
    private readonly World _world;
    private readonly SilenceOracle _oracle;
    private readonly Judge _judge;
    private readonly GroupBook _groups = new();
    private readonly ReplanBook _replans;
    // Shared by all processes only to save the work of reading the same papers again: it goes by what the store says.
    private readonly HoursBook _hours;
    private readonly List<SimulatedChannel> _channels = [];
    private readonly IReadOnlyList<IDeliveryStage> _stages;
    private (int Restarts, int Suspends, int Lags, int Papers, int Replayed) _counts;
    private bool _reconcile;

    /// <exception cref="FormatException">The calendar pack has faults, or has no offices' hours to judge by.</exception>
    public YearSimulator(SimulationOptions options, SimulationPacks packs)
    {
        (_options, _packs) = (options, packs);
        _stages = SimulatedBot.Stages(packs, options);
        _files = new Dictionary<string, string>(packs.WorkTimeFiles);
        var real = Read(_files);
        var amendment = options.Amendment ?? MadeUpPaper.DayFrom(real, options.Year, new DateOnly(options.Year, 6, 1));
        if (amendment is { } known && MadeUpPaper.For(real, options.Year, known) is { } paper)
            _files[paper.Name] = paper.Text;
        _pack = Read(_files);
        _start = new DateTimeOffset(options.Year, 1, 1, 0, 0, 0, _pack.Schedule.UtcOffset);
        _clock = new VirtualClock(_start);
        _ledger = new Ledger(_clock);
        _faults = new Random(options.Seed);
        var city = new CityPlan(options.Year, options.Cadres, new Random(options.Seed + 1));
        var newYear = new DateOnly(options.Year, 1, 1);
        _oracle = new SilenceOracle(new OracleCalendar(_files, newYear), newYear);
        _judge = new Judge(_clock, _ledger, city, _oracle, _groups, packs.Delivery.Burden);
        _world = new World
        {
            Packs = packs,
            Clock = _clock,
            City = city,
            Cadres = options.Cadres,
            Entropy = new SeededDraws(new Random(options.Seed + 2)),
            Store = new InMemoryStore(_clock),
            Ledger = _ledger,
            Crash = Crash,
            Hours = new QuietHours(_pack.Timeline(newYear)),
            End = _start.AddYears(1),
        };
        _hours = new HoursBook(_pack with { Tables = [.. _pack.Tables.Where(table => table.Paper.KnownFrom <= newYear)] }, packs.PersonalHours, _world.Store.Records);
        _replans = new ReplanBook(_world, _oracle);
    }

    /// <summary>Plays the year and what is left over after it.</summary>
    public async Task<SimulationReport> RunAsync()
    {
        var wall = Stopwatch.StartNew();
        await PlanAsync();
        Start();
        await RunUntilAsync(_world.End, withSweep: true);
        // Nobody acts any more and nothing new becomes due; what waits for an opening still goes out.
        await RunUntilAsync(_world.End.AddDays(Drain), withSweep: false);
        return await ReportAsync(wall);
    }

    private static WorkTimePack Read(IReadOnlyDictionary<string, string> files)
    {
        var reading = WorkTimePack.Read(files);
        return reading.Value ?? throw new FormatException(string.Join('\n', reading.Faults));
    }

    private async Task PlanAsync()
    {
        var days = (int)(_world.End - _start).TotalDays;
        foreach (var name in CityPlan.Channels)
        {
            var limits = _packs.Delivery.Channels.Channels.FirstOrDefault(c => c.Channel == name) ?? new ChannelLimits(name, []);
            var weather = new Weather(_faults, _start, days - 2);
            _channels.Add(new SimulatedChannel(limits, weather, _options.Seed, _clock, (message, address) => _judge.Take(message, address, weather)));
        }
        await SetQuietTimesAsync();
        var desk = new Desk(_world);
        PlanPapers(desk);
        PlanPeople(desk, days);
        PlanFaults(days);
    }

    private async Task SetQuietTimesAsync()
    {
        var quiet = _world.City.Hours.Where(h => h.Value.Quiet is not null).Select(h => PersonalQuiet.Kind.Put(
            h.Key,
            new PersonalQuiet { Spans = [new QuietSpan(TimeOnly.FromTimeSpan(h.Value.Quiet!.Value.From), TimeOnly.FromTimeSpan(h.Value.Quiet!.Value.Until))], Since = _start },
            0));
        await _world.Store.Changes.CommitAsync(new ChangeSet { Tenant = _world.Tenant, AttemptId = "quiet", Effects = new Effects { Records = [.. quiet] } }, CancellationToken.None);
    }

    private void PlanPapers(Desk desk)
    {
        foreach (var json in _files.Where(f => f.Key.StartsWith("calendar-", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => f.Value))
            if (HolidayTableParser.Parse(json).Value is { Paper.KnownFrom: var known } && known.Year == _options.Year && known.DayOfYear > 1)
                _world.Act(MidnightOf(known).AddHours(19), () => ImportAsync(desk, json, known));
    }

    /// <summary>An admin imports a paper: the real import, which starts the real walk through all that was planned before.</summary>
    private async Task ImportAsync(Desk desk, string json, DateOnly known)
    {
        var stored = await _world.Store.Records.GetAsync(_world.Tenant, CalendarImport.Keys, CancellationToken.None);
        var edition = await _world.Bot!.EditionAsync();
        var now = _clock.GetUtcNow();
        var read = CalendarAmendment.Read(json, edition, edition.Hours.Territory.LocalDate(now));
        var amendment = read.Value ?? throw new FormatException(string.Join('\n', read.Faults));
        var effects = CalendarImport.Write(amendment, json, edition, stored, "admin0", now) ?? throw new InvalidOperationException("Nobody else imports papers here.");
        var before = _ledger.Commits;
        try
        {
            await desk.CommitAsync(effects);
        }
        finally
        {
            // The process may die right after the commit, which counts all the same.
            if (_ledger.Commits > before)
                Learn(known, edition.Number + 1);
        }
    }

    private void Learn(DateOnly known, long edition)
    {
        _counts.Papers++;
        _oracle.Learn(new OracleCalendar(_files, known));
        _world.Hours = new QuietHours(_pack.Timeline(known));
        _replans.Started(edition);
    }

    private void PlanPeople(Desk desk, int days)
    {
        var random = new Random(_options.Seed + 3);
        for (var i = 0; i < _options.Cases; i++)
        {
            var life = new CaseLife(_world, desk, new Random(random.Next()));
            _world.Act(DrawFiling(random, days - 4), life.FileAsync);
        }
        for (var day = 6; day < days - 4; day += 10)
        {
            var everybody = day % 40 == 6;
            var unit = everybody ? CityPlan.Root : CityPlan.DrawUnits(random).Territory;
            var life = new CircularLife(_world, desk, new Random(random.Next()), unit);
            _world.Act(_start.AddDays(day).AddMinutes(everybody ? 1170 + random.Next(60) : 500 + random.Next(800)), life.SubmitAsync);
            _world.Agenda.At(_start.AddDays(day).AddHours(10), () => { });
        }
        for (var day = 1; day < days; day++)
            _world.Act(_start.AddDays(day).AddHours(10), () => ReplayAsync(desk));
        for (var i = 0; i < Math.Max(LeastSaidInGroups, _options.Cases / 20); i++)
        {
            var life = new GroupLife(_world, _groups, _oracle, new Random(random.Next()));
            _world.Act(DrawFiling(random, days - 4), life.SayAsync);
        }
        PlanCircularBeforePapers(desk, random);
    }

    // A circular to all on the eve of a paper, so that thousands are held for a morning that is free after all.
    private void PlanCircularBeforePapers(Desk desk, Random random)
    {
        foreach (var known in _pack.Tables.Select(t => t.Paper.KnownFrom).Where(k => k.Year == _options.Year && k.DayOfYear > 1).Distinct())
            _world.Act(MidnightOf(known).AddHours(13), new CircularLife(_world, desk, new Random(random.Next()), CityPlan.Root).SubmitAsync);
    }

    // Three quarters of the complaints are filed on working days, many of them in the evening.
    private DateTimeOffset DrawFiling(Random random, int days)
    {
        while (true)
        {
            var day = random.Next(days);
            if (random.Next(3) > 0 && !_pack.Calendar().IsWorkday(DateOnly.FromDateTime(_start.AddDays(day).DateTime)))
                continue;
            var minute = random.Next(5) < 3 ? 480 + random.Next(600) : 1080 + random.Next(360);
            return _start.AddDays(day).AddMinutes(minute).AddMilliseconds(random.Next(60_000));
        }
    }

    private async Task ReplayAsync(Desk desk)
    {
        var dead = await _world.Store.Records.ListAsync(_world.Tenant, new IndexQuery(DeadLetterDialog.Index, 200), CancellationToken.None);
        string[] replayed = [.. dead.Where((_, i) => i % 5 != 4)];
        foreach (var id in replayed)
            _channels.ForEach(c => c.Forgive(id));
        if (replayed.Length > 0)
            await desk.CommitAsync(new Effects { Replays = [.. replayed.Select(id => new ReplayWrite(id, _clock.GetUtcNow()))] });
        _counts.Replayed += replayed.Length;
    }

    private void PlanFaults(int days)
    {
        for (var day = 0; day < days - 2; day++)
        {
            var midnight = _start.AddDays(day);
            if (_faults.Next(3) == 0)
                _world.Agenda.At(_faults.Next(2) == 0 ? midnight.AddHours(8.5).AddSeconds(_faults.Next(300)) : midnight.AddSeconds(_faults.Next(86_400)), ArmKill);
            if (_faults.Next(30) == 0)
                _world.Agenda.At(midnight.AddSeconds(_faults.Next(86_400)), Suspend);
            if (_faults.Next(40) == 0)
                PlanLag(midnight.AddSeconds(_faults.Next(86_400)), TimeSpan.FromSeconds(_faults.Next(10, 100)), TimeSpan.FromHours(_faults.Next(1, 20)));
        }
    }

    private void PlanLag(DateTimeOffset from, TimeSpan lag, TimeSpan length)
    {
        _counts.Lags++;
        _world.Agenda.At(from, () => _clock.Lag = lag);
        _world.Agenda.At(from + length, () => _clock.Lag = TimeSpan.Zero);
        _judge.Disturbed(from, from + length + TimeSpan.FromMinutes(2));
    }

    // The machine sleeps: nothing runs, and then all clocks have leapt.
    private void Suspend()
    {
        _counts.Suspends++;
        var until = _clock.True.AddMinutes(_faults.Next(10, 240));
        _judge.Disturbed(_clock.True, until.AddMinutes(2));
        _clock.MoveTo(until);
    }

    private void ArmKill()
    {
        _world.Bot?.Life.Arm(_faults.Next(120));
        var armed = _world.Bot;
        _judge.Disturbed(_clock.True, _clock.True.AddMinutes(20));
        _world.Agenda.At(_clock.True.AddMinutes(2), () =>
        {
            if (_world.Bot is not null && _world.Bot == armed)
                Crash();
        });
    }

    private void Crash()
    {
        _world.Bot?.Dispose();
        _world.Bot = null;
        _counts.Restarts++;
        _world.Agenda.At(_clock.True.AddSeconds(_faults.Next(5, 600)), Start);
    }

    private void Start()
    {
        _world.Bot?.Dispose();
        _world.Bot = new SimulatedBot(_packs, _hours, _world.Store, _world, _world.Entropy, _clock, _ledger, _channels, _stages, _world.Tenant, _options.WithoutReplan);
        // What the process before had leased is free again when the leases run out.
        foreach (var seconds in new[] { 0, 31, 61, 122 })
            _world.Agenda.At(_clock.True.AddSeconds(seconds), () => _reconcile = true);
    }

    private async Task RunUntilAsync(DateTimeOffset end, bool withSweep)
    {
        while (await NextAsync(withSweep) is { } next && next < end)
        {
            _clock.MoveTo(next);
            await _world.Agenda.RunUntilAsync(_clock.True);
            if (_world.Bot is { } bot)
                await WorkAsync(bot, withSweep);
        }
        _clock.MoveTo(end);
    }

    private async Task WorkAsync(SimulatedBot bot, bool withSweep)
    {
        try
        {
            if (_reconcile)
                await bot.ReconcileAsync();
            _reconcile = false;
            await bot.WorkAsync(withSweep);
            await _replans.LookAsync();
        }
        catch (ProcessKilledException)
        {
            Crash();
        }
    }

    private async Task<DateTimeOffset?> NextAsync(bool withSweep)
    {
        var next = _world.Agenda.NextAt;
        if (_world.Bot is not { } bot)
            return next;
        var poll = _clock.True + Poll;
        foreach (var ready in new[] { await bot.NextReadyAtAsync(), withSweep ? await bot.NextDueAtAsync() : null })
        {
            var at = ready + _clock.Lag;
            if (at < poll)
                at = poll;
            if (at is not null && !(next <= at))
                next = at;
        }
        return next;
    }

    private DateTimeOffset MidnightOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), _start.Offset);

    private async Task<SimulationReport> ReportAsync(Stopwatch wall)
    {
        var ends = await EndBook.CloseAsync(_world, _ledger);
        (int, double, double) Shares(Judge.DelayFigures d) => (d.Count, d.Count == 0 ? 1 : (double)d.WithinPrompt / d.Count, d.Count == 0 ? 1 : (double)d.WithinSlow / d.Count);
        return new SimulationReport
        {
            Options = _options,
            Classes = ends.Rows,
            Cases = _world.CasesFiled,
            Figures =
            [
                ("people", $"{_world.City.Directory.People.Count}"),
                ("cases closed and rated", $"{_world.CasesRated}"),
                ("circulars approved", $"{_world.CircularsApproved}"),
                ("outages of an hour", $"{_channels.Sum(c => c.Weather.Outages)}"),
                ("spells of 429", $"{_channels.Sum(c => c.Weather.Throttlings)}"),
                ("sends past a published limit (answered 429)", $"{_channels.Sum(c => c.OverLimit)}"),
                ("processes killed", $"{_counts.Restarts}"),
                ("machine asleep", $"{_counts.Suspends}"),
                ("clock jumps back and forward", $"{_counts.Lags}"),
                ("papers during the year", $"{_counts.Papers}"),
                ("moved by them, each with its reason", $"{_replans.Messages} held messages, {_replans.Deadlines} deadlines"),
                ("looked at after each", $"{_replans.Checked} held messages and deadlines"),
                ("written in groups", $"{_groups.Said}, of these held back with the clause to the writer alone {_groups.HeldBack}"),
                ("scheduled into groups", $"{_ledger.Lines.Count(l => l.GroupUnit is not null)}, forwarded inside the window {_groups.Forwarded}"),
                ("dead letters", $"{_ledger.DeadLetters}, sent again {_counts.Replayed}"),
            ],
            Accepted = _judge.Accepted,
            Repeated = _judge.Repeated,
            Outside = _judge.Outside,
            Lost = ends.Rows.Sum(r => r.Lost),
            Late = _judge.Late,
            OverBudget = _judge.OverBudget,
            SaidTwice = _judge.SaidTwice,
            SilentDeadLetters = _ledger.SilentDeadLetters,
            LeftBehind = _replans.LeftBehind,
            WithoutReason = _replans.WithoutReason(),
            WrongInGroups = _groups.Wrong,
            Calm = Shares(_judge.Calm),
            AllWeather = Shares(_judge.All),
            Examples = [.. _judge.Examples, .. ends.Examples, .. _replans.Examples, .. _groups.Examples],
            Wall = wall.Elapsed,
        };
    }
}
