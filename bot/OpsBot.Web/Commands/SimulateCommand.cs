using System.CommandLine;
using System.Globalization;
using OpsBot.Simulation;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary>
/// <c>simulate</c> plays a year on a virtual clock and says whether the promises of the gate were kept. The report goes to
/// standard output, the wall time and faults to standard error. Exit codes: 0 kept, 1 broken, 2 wrong input.
/// </summary>
public static class SimulateCommand
{
    public static Command Create()
    {
        var year = new Option<int>("--year") { Description = "The year, 2019 to 2026.", DefaultValueFactory = _ => 2026 };
        var cases = new Option<int>("--cases") { Description = "Complaint cases in the year.", DefaultValueFactory = _ => 10_000 };
        var seed = new Option<int>("--seed") { Description = "Another number, another year.", DefaultValueFactory = _ => 1 };
        var cadres = new Option<int>("--cadres") { Description = "People who get circulars.", DefaultValueFactory = _ => 5000 };
        var amendment = new Option<string?>("--amendment") { Description = "The day (yyyy-mm-dd) on whose evening a made-up paper makes the holiday of that day, or the next one, longer; default: the last day of the first one that ends in June or later." };
        var packs = new Option<string?>("--packs") { Description = "The folder with the rule packs; default: packs/ next to the executable." };
        var command = new Command("simulate", "Play a year with failing channels, restarts and a changed calendar, and check the promises of the gate.") { year, cases, cadres, seed, amendment, packs };
        command.SetAction(async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                var options = Read(parsed.GetValue(year), parsed.GetValue(cases), parsed.GetValue(seed), parsed.GetValue(amendment)) with { Cadres = Math.Clamp(parsed.GetValue(cadres), 1, 20_000) };
                var report = await new YearSimulator(options, ReadPacks(PackReader.Open(parsed.GetValue(packs)))).RunAsync();
                output.Write(report.Print());
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wall time: {report.Wall.TotalSeconds:F1} s"));
                return report.Broken.Count > 0 ? 1 : 0;
            }
            catch (Exception fault) when (fault is IOException or FormatException)
            {
                error.WriteLine(fault.Message);
                return 2;
            }
        });
        return command;
    }

    /// <summary>What a simulation needs of the packs.</summary>
    public static SimulationPacks ReadPacks(PackReader packs) =>
        new(packs.ReadWorkTimeFiles(), packs.ReadPersonalHours(), packs.ReadDeliveryRules(), packs.ReadDeadlineRules(), packs.ReadTaxonomy(),
            packs.ReadOverrideRules(), packs.ReadReadRules(), packs.ReadGuardRules(packs.ReadLibrary()), packs.ReadClassifier());

    private static SimulationOptions Read(int year, int cases, int seed, string? amendment)
    {
        if (year is < 2019 or > 2026)
            throw new FormatException($"--year {year}: choose 2019 to 2026, for these years there are papers.");
        if (cases is < 1 or > 100_000)
            throw new FormatException($"--cases {cases}: choose 1 to 100000.");
        var day = default(DateOnly);
        if (amendment is not null && (!DateOnly.TryParseExact(amendment, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) || day.Year != year))
            throw new FormatException($"--amendment {amendment}: write a day of the year {year}, for example {year}-07-01.");
        return new SimulationOptions { Year = year, Cases = cases, Seed = seed, Amendment = amendment is null ? null : day };
    }
}
