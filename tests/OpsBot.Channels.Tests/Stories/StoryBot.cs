using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Organization;
using OpsBot.Core.Organization.Names;
using OpsBot.Core.Regulations;
using OpsBot.Core.WorkTime;
using OpsBot.Memory;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>The real router, turn handler, gate and delivery worker behind a channel, over the store in memory and the real packs.</summary>
internal static class StoryBot
{
    public const string LibraryAnswer = "库里的回答";

    /// <summary>Where reports come without an account.</summary>
    public const string PublicFormAddress = "https://jianfu.example.gov.cn/public";

    /// <summary>The checkout.</summary>
    public static readonly string Root = FindRoot();

    private static readonly string Packs = Path.Combine(Root, "manifests", "packs");

    public static void Add(IServiceCollection services, Func<string, Address> addressOf)
    {
        var taxonomy = Taxonomy.Parse(Pack("general/taxonomy.json")).Value!;
        var deadlines = DeadlineRules.Parse(Pack("general/deadlines.json")).Value!;
        var workTime = WorkTimePack.Read(Directory.GetFiles(Path.Combine(Packs, "china"), "*.json").ToDictionary(f => Path.GetFileName(f), File.ReadAllText)).Value!;
        var hours = new QuietHours(workTime.Timeline());
        var keys = new ReceiptKeys(Encoding.UTF8.GetBytes("a secret of tests, 32 bytes long"));
        var rules = new DeliveryRules(BurdenRules.Parse(Pack("general/burden.json")).Value!, ChannelRules.Parse(Pack("general/channels.json")).Value!);
        var directory = new City(DirectoryPack.Parse(Pack("demo/directory.json"), id => [addressOf(id)], workTime.Schedule, NameRules.Parse(Pack("general/names.json"), TraditionalConverter.Parse(Pack("general/t2s.json")))));
        services.AddSingleton(new DialogRouter(
            [new IntakeDialog(taxonomy, keys, PublicForm.At(PublicFormAddress)), new ReceiptDialog(keys, taxonomy, deadlines), new CaseDesk(taxonomy, deadlines), new LegDesk(taxonomy, deadlines)],
            new Library(), new WelcomeDialog()));
        services.AddSingleton<IDirectory>(directory);
        services.AddSingleton<IQuietHoursSource>(new Hours(hours));
        services.AddSingleton(all => new HoursBook(workTime, PersonalHoursRules.Parse(Pack("china/personal-hours.json")).Value!, all.GetRequiredService<IRecordReader>()));
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton<IOutbox>(all => all.GetRequiredService<InMemoryStore>().Outbox);
        services.AddSingleton<TurnHandler>();
        services.AddSingleton<IDeliveryObserver>(all => new CaseFeedbackObserver(
            all.GetRequiredService<IRecordReader>(), all.GetRequiredService<IChangeStore>(), directory, taxonomy, deadlines, all.GetRequiredService<HoursBook>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(rules);
        services.AddSingleton(new DeliveryPipeline(StandardStages.InOrder(rules)));
        services.AddSingleton(new RetryPolicy());
        services.AddSingleton<OutboxDeliveryHandler>();
        services.AddHostedService<Worker>();
    }

    private static string Pack(string file) => File.ReadAllText(Path.Combine(Packs, file));

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "OpsBot.sln")))
                return at.FullName;
        throw new DirectoryNotFoundException("OpsBot.sln is not above the tests.");
    }

    private sealed class City(DirectorySnapshot snapshot) : IDirectory
    {
        public DirectorySnapshot Of(TenantId tenant) => snapshot;
    }

    private sealed class Hours(QuietHours hours) : IQuietHoursSource
    {
        public ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken) => new(hours);
    }

    private sealed class Library : IDialog
    {
        public string Name => "library";

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [LibraryAnswer]);
    }

    private sealed class Worker(OutboxDeliveryHandler handler, DeliverySignal signal) : BackgroundService
    {
        private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (!stoppingToken.IsCancellationRequested)
                if (await handler.RunOnceAsync(StoryHost.Tenant, stoppingToken) == 0)
                    await signal.WaitAsync(Poll, stoppingToken);
        }
    }
}
