// Working time per second, for three kinds of people of tests/fixtures/worktime/people.json: plain office hours, a village
// below a county with local holidays and extra work, and a shift worker on leave. Same instants as chinese-days.mjs.
// Prints: question, who, answers a second. Usage: dotnet OpsBot.Benchmarks.WorkTime.dll ROOT SECONDS
using System.Diagnostics;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

var (root, seconds) = (args[0], double.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture));
var files = Directory.GetFiles(Path.Combine(root, "manifests", "packs", "china"), "*.json").ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
var pack = WorkTimePack.Read(files).Value ?? throw new InvalidOperationException("The pack cannot be read.");
var rules = PersonalHoursRules.Parse(files["personal-hours.json"]).Value!;
var people = DirectoryPack.Parse(File.ReadAllText(Path.Combine(root, "tests", "fixtures", "worktime", "people.json")), _ => [], pack.Schedule);
var resolver = new HoursResolver(new QuietHours(pack.Timeline()), rules);
var instants = Questions();
var table = Enumerable.Range(0, 1100).Select(day => pack.Timeline().Calendar.IsWorkday(new DateOnly(2024, 1, 1).AddDays(day))).ToArray();

foreach (var (id, who) in new[] { ("office", "office hours"), ("below", "village with local exceptions"), ("nightleave", "shifts and leave") })
{
    var hours = resolver.ForPerson(people, id);
    Report("next-opening", "OpsBot, " + who, instant => hours.NextOpening(instant).Ticks);
}
foreach (var (id, who) in new[] { ("office", "office hours"), ("below", "village with local exceptions"), ("nightleave", "shifts and leave") })
{
    var timeline = resolver.ForPerson(people, id).Timeline;
    Report("add-5-working-days", "OpsBot, " + who, instant => timeline.AddWorkingDays(instant, 5).Ticks);
}
var first = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).UtcTicks;
Report("next-opening", "a bare table of days in C#", instant =>
{
    var day = (instant.UtcTicks - first) / TimeSpan.TicksPerDay;
    while (!table[day]) day++;
    return day;
});

// Instants of 2024 to November 2026 by the generator of chinese-days.mjs; the second draw is the time of day.
static DateTimeOffset[] Questions()
{
    var seed = 20_261_122L;
    long Draw() => seed = seed * 48_271 % 2_147_483_647;
    var first = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
    var all = new DateTimeOffset[4096];
    for (var index = 0; index < all.Length; index++) all[index] = first.AddDays(Draw() % 1060).AddSeconds(Draw() % 86_400);
    return all;
}

void Report(string question, string who, Func<DateTimeOffset, long> answer)
{
    var sum = 0L;
    for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < 0.5;)
        foreach (var instant in instants) sum += answer(instant);
    var rates = new double[3];
    for (var round = 0; round < rates.Length; round++)
    {
        var (count, watch) = (0L, Stopwatch.StartNew());
        for (; watch.Elapsed.TotalSeconds < seconds / 3; count += instants.Length)
            foreach (var instant in instants) sum += answer(instant);
        rates[round] = count / watch.Elapsed.TotalSeconds;
    }
    Console.WriteLine($"{question}\t{who}\t{rates.Order().ElementAt(1):F0}\t{sum & 1}");
}
