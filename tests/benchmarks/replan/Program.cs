// How long an imported paper takes to re-plan a night's held messages, over a real redis-server with appendfsync always.
// Prints one line; ends with 1 when it took longer than the limit. Usage: dotnet run -c Release -- [messages] [seconds]
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.Redis;
using OpsBot.Web.Packs;

const string Paper = """
    {"schema":1,"territory":"china","year":2026,
     "paper":{"title":"测试","number":"测试电〔2026〕1号","issuedOn":"2026-11-20","knownFrom":"2026-11-20","amends":"国办发明电〔2025〕7号"},
     "checkedAgainst":"made up","holidays":[{"name":"纪念日","firstDay":"2026-11-23","lastDay":"2026-11-23","makeUpWorkdays":["2026-11-28"]}]}
    """;
const int Batch = 500;
var count = args.Length > 0 ? int.Parse(args[0]) : 50_000;
var limit = args.Length > 1 ? double.Parse(args[1]) : 10;
var tenant = TenantId.Parse("bench");
var clock = new FixedClock(new DateTimeOffset(2026, 11, 20, 20, 0, 0, TimeSpan.FromHours(8)));
var folder = Directory.CreateTempSubdirectory("opsbot-replan-");

var packs = PackReader.Open();
var pack = packs.ReadWorkTime();
var monday = new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(8));
Person[] people = [.. Enumerable.Range(0, count).Select(i => new Person($"p{i:D6}", "某", "u", [Role.Cadre], []))];
var town = new Town(new DirectorySnapshot([new Unit("u", "某", UnitKind.City, null)], people));

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.Configuration["Redis:DataDirectory"] = folder.FullName;
builder.Services.AddOpsBotRedis(builder.Configuration);
builder.Services.AddSingleton<TimeProvider>(clock);
builder.Services.AddSingleton(new MachineClock(TimeProvider.System));
builder.Services.AddSingleton(pack);
builder.Services.AddSingleton(packs.ReadPersonalHours());
builder.Services.AddSingleton(packs.ReadDeadlineRules());
builder.Services.AddSingleton(packs.ReadTaxonomy());
builder.Services.AddSingleton<HoursBook>();
builder.Services.AddSingleton<IDirectory>(town);
builder.Services.AddSingleton<IEntropySource>(town);
builder.Services.AddSingleton<DeliverySignal>();
builder.Services.AddSingleton<CalendarImportHandler>();
builder.Services.AddSingleton<IDueHandler, ReplanHandler>();
builder.Services.AddSingleton<DueSweepHandler>();
using var host = builder.Build();
await host.StartAsync();
try
{
    var store = host.Services.GetRequiredService<IChangeStore>();
    foreach (var part in people.Chunk(Batch))
        await store.CommitAsync(
            new ChangeSet { Tenant = tenant, AttemptId = part[0].Id, Effects = new Effects { Outbox = [.. part.Select(Held)], Records = [Quiet(part[0])] } },
            CancellationToken.None);

    var import = host.Services.GetRequiredService<CalendarImportHandler>();
    var sweep = host.Services.GetRequiredService<DueSweepHandler>();
    var outbox = host.Services.GetRequiredService<IOutbox>();
    var watch = Stopwatch.StartNew();
    var read = await import.ImportAsync(tenant, Paper, clock.GetUtcNow(), CancellationToken.None);
    if (read.Value is null)
        throw new InvalidOperationException(string.Join('\n', read.Faults));
    while (await sweep.RunOnceAsync(tenant, CancellationToken.None) > 0)
    {
    }
    var seconds = watch.Elapsed.TotalSeconds;

    var next = await outbox.NextReadyAtAsync(tenant, CancellationToken.None);
    var walk = Replan.Kind.Read((await host.Services.GetRequiredService<IRecordReader>().GetAsync(tenant, [Replan.Kind.Key("edition/1")], CancellationToken.None))[0]).Value;
    Console.WriteLine($"{walk.MessagesMoved} of {count} held messages re-planned in {seconds:F2} s ({count / seconds:F0} a second), first opening now {next?.ToOffset(monday.Offset):yyyy-MM-dd HH:mm}; limit {limit} s");
    return seconds <= limit && walk.MessagesMoved == count && walk.Phase == ReplanPhase.Done && next >= monday.AddDays(1) ? 0 : 1;
}
finally
{
    await host.StopAsync();
    folder.Delete(recursive: true);
}

OutboundMessage Held(Person person) => new()
{
    Id = "m" + person.Id,
    Class = MessageClass.Circular,
    PersonId = person.Id,
    Content = "各单位按表值班，有情况及时报告。",
    Subject = "circular:bench",
    DedupKey = "circular:bench",
    CreatedAt = clock.GetUtcNow(),
    NotBefore = monday,
    FollowsHours = true,
};

// One person of each batch has an own quiet time, so that the walk has to look it up and to judge it.
static RecordWrite Quiet(Person person) => PersonalQuiet.Kind.Put(
    person.Id, new PersonalQuiet { Spans = [new QuietSpan(new TimeOnly(8, 0), new TimeOnly(9, 0))], Since = default }, 0);

internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();
}

internal sealed class Town(DirectorySnapshot snapshot) : IDirectory, IEntropySource
{
    private readonly Random _random = new(20261122);

    public DirectorySnapshot Of(TenantId tenant) => snapshot;

    public byte[] Draw()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return bytes;
    }
}
