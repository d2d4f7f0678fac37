using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.Tests.GroupGuard;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Simulation;
using OpsBot.Web.Commands;
using OpsBot.Web.Packs;

namespace OpsBot.Core.Tests.Simulation;

/// <summary>The simulator on a small city, and that it finds a gate that does not work.</summary>
public sealed class YearSimulatorTests
{
    private static readonly SimulationPacks Packs = SimulateCommand.ReadPacks(PackReader.Open(Folder));
    private static readonly SimulationOptions Small = new() { Cases = 120, Cadres = 60, Seed = 7 };

    [Fact]
    public async Task Run_SmallYearTwice_KeepsEveryPromiseInTheSameWay()
    {
        var report = await RunAsync(Small);

        Assert.Empty(report.Broken);
        Assert.InRange(report.Cases, 110, 120);
        // A circular is queued for its recipient's own opening, so the gate seldom has to hold it.
        Assert.All(report.Classes.Where(c => c.Class is MessageClass.Assignment or MessageClass.Circular), c => Assert.True(c.Sent > 0 && c.Withdrawn > 0));
        Assert.True(report.Classes.Single(c => c.Class == MessageClass.Assignment).Held > 0);
        Assert.All(["processes killed", "outages of an hour", "machine asleep", "papers during the year"], name => Assert.NotEqual("0", report.Figures.Single(f => f.Name == name).Value));
        Assert.Equal(report.Print(), (await RunAsync(Small)).Print());
    }

    [Theory]
    [InlineData(2019, "2019-06-15")]
    [InlineData(2020, "2020-03-02")]
    public async Task Run_YearWithARealAmendment_KeepsEveryPromise(int year, string amendment)
    {
        var report = await RunAsync(Small with { Year = year, Amendment = DateOnly.Parse(amendment) });

        Assert.Empty(report.Broken);
        Assert.True(int.Parse(report.Figures.Single(f => f.Name == "papers during the year").Value) >= 2);
    }

    [Theory]
    [InlineData(typeof(WorkingTimeStage), "outside")]
    [InlineData(typeof(ExpiryStage), "expired")]
    [InlineData(typeof(BurdenStage), "budget")]
    public async Task Run_StageTakenOut_IsFound(Type stage, string expected)
    {
        // A budget of one message a day, so that a small city passes it.
        var tight = Packs with { Delivery = Packs.Delivery with { Burden = Packs.Delivery.Burden with { PerDay = 1 } } };
        var broken = Small with { BreakGate = stages => [.. stages.Where(s => s.GetType() != stage)] };

        Assert.Empty((await new YearSimulator(Small, tight).RunAsync()).Broken);
        var report = await new YearSimulator(broken, tight).RunAsync();

        Assert.Contains(report.Broken, b => b.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_PaperInTheYear_MovesWhatIsHeldAndOpenWithReasons()
    {
        var report = await RunAsync(Small);

        var moved = Figure(report, "moved by them, each with its reason").Split(' ');
        Assert.True(int.Parse(moved[0]) > 50 && int.Parse(moved[3]) > 0, string.Join(' ', moved));
        Assert.Equal((0, 0), (report.LeftBehind, report.WithoutReason));
        Assert.Contains(report.Classes, c => c.Class == MessageClass.Reply && c.Sent > 40);
        Assert.True(int.Parse(Figure(report, "written in groups").Split(' ')[^1]) > 20);
        Assert.True(int.Parse(Figure(report, "scheduled into groups").Split(' ')[^1]) > 10);
        Assert.Equal(0, report.WrongInGroups);
    }

    [Fact]
    public async Task Run_WithoutReplanning_IsFound()
    {
        var report = await RunAsync(Small with { WithoutReplan = true });

        Assert.True(report.LeftBehind > 50);
        // The gate is asked again at every attempt, so nothing arrives on the day that became free.
        Assert.Equal(0, report.Outside);
        Assert.Contains(report.Broken, b => b.Contains("left behind", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_GuardThatHearsNothing_IsFound()
    {
        var cues = File.ReadAllText(Path.Combine(Folder, "general", "assignments.json")).Replace("\"assignmentThreshold\": 0.5", "\"assignmentThreshold\": 0.999", StringComparison.Ordinal);
        var deaf = new MessageClassifier(CueList.Parse(cues), MessageWeights.Parse("# trait\tassignment\temergency"), GuardData.Converter);

        var report = await new YearSimulator(Small, Packs with { Classifier = deaf }).RunAsync();

        Assert.True(report.WrongInGroups > 20);
        Assert.Contains(report.Broken, b => b.Contains("wrong in groups", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "--cases", "20", "--seed", "3", "--cadres", "40")]
    [InlineData(2, "--year", "2018")]
    [InlineData(2, "--amendment", "tomorrow")]
    public async Task Command_ExitCode_SaysWhatCameOfIt(int expected, params string[] args)
    {
        var output = new StringWriter();
        var code = await SimulateCommand.Create().Parse([.. args, "--packs", Folder]).InvokeAsync(new() { Output = output, Error = TextWriter.Null });

        Assert.Equal(expected, code);
        Assert.Equal(expected == 0, output.ToString().Contains("outside windows: 0", StringComparison.Ordinal));
    }

    private static string Figure(SimulationReport report, string name) => report.Figures.Single(f => f.Name == name).Value;

    private static string Folder => Path.Combine(WorkTimeData.Root, "manifests", "packs");

    private static Task<SimulationReport> RunAsync(SimulationOptions options) => new YearSimulator(options, Packs).RunAsync();
}
