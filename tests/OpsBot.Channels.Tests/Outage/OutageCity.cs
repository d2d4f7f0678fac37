using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>A hundred people with the office hours and limits of the real packs.</summary>
internal sealed class OutageCity : IDirectory, IQuietHoursSource
{
    public const int People = 100;
    private static readonly string Packs = FindPacks();
    private readonly DirectorySnapshot _directory;

    public OutageCity(Func<string, Address> addressOf)
    {
        WorkTime = WorkTimePack.Read(Directory.GetFiles(Path.Combine(Packs, "china"), "*.json").ToDictionary(f => Path.GetFileName(f), File.ReadAllText)).Value!;
        Hours = new QuietHours(WorkTime.Timeline());
        _directory = new DirectorySnapshot(
            [new Unit("u", "单位", UnitKind.City, null)],
            [.. Enumerable.Range(0, People).Select(i => new Person(AccountOf(i), $"人{i}", "u", [], [addressOf(AccountOf(i))]))]);
    }

    public WorkTimePack WorkTime { get; }

    public QuietHours Hours { get; }

    public PersonalHoursRules PersonalHours { get; } = PersonalHoursRules.Parse(Pack("china/personal-hours.json")).Value!;

    public DeliveryRules Rules { get; } = new(BurdenRules.Parse(Pack("general/burden.json")).Value!, ChannelRules.Parse(Pack("general/channels.json")).Value!);

    public static string AccountOf(int number) => $"p{number % People:D2}";

    public DirectorySnapshot Of(TenantId tenant) => _directory;

    public ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken) => new(Hours);

    private static string Pack(string file) => File.ReadAllText(Path.Combine(Packs, file));

    private static string FindPacks()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "OpsBot.sln")))
                return Path.Combine(at.FullName, "manifests", "packs");
        throw new DirectoryNotFoundException("OpsBot.sln is not above the tests.");
    }

    /// <summary>Says back what was said.</summary>
    internal sealed class Echo : IDialog
    {
        public string Name => "echo";

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts) => new(facts.Conversation, ["收到" + facts.Message.Text]);
    }
}
