using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.BotFramework;
using OpsBot.Channels.Shared;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.WorkTime;
using OpsBot.Redis;
using OpsBot.TestKit.Contracts;
using OpsBot.TestKit.InMemory;
using OpsBot.TestKit.Redis;
using OpsBot.TestKit.Tls;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>The real channel, turn handler, gate, worker and outbox in Redis; one clock, moved by the test.</summary>
internal sealed class OutageHost : IAsyncDisposable
{
    /// <summary>Longest wait for an answer, in real time: short, so that a silent server costs the test seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private readonly WebApplication _app;
    private readonly OutboxDeliveryHandler _worker;
    private readonly IOutbox _outbox;
    private readonly IChangeStore _store;
    private int _commits;

    private OutageHost(WebApplication app, FaultyDoor door, OutageCity city, ManualClock clock, TenantId tenant)
    {
        (_app, Door, City, Clock, Tenant) = (app, door, city, clock, tenant);
        _outbox = app.Services.GetRequiredService<IOutbox>();
        _store = app.Services.GetRequiredService<IChangeStore>();
        Senders = [.. app.Services.GetServices<IChannelSender>().Select(s => new CountingSender(s, clock))];
        _worker = new OutboxDeliveryHandler(
            _outbox, new DeliveryPipeline(StandardStages.InOrder(city.Rules)), city.Rules, Senders, [], city, city, new RetryPolicy(), clock, new MachineClock(clock));
    }

    public FaultyDoor Door { get; }

    public OutageCity City { get; }

    public ManualClock Clock { get; }

    public TenantId Tenant { get; }

    public IReadOnlyList<CountingSender> Senders { get; }

    public Uri Url => new(_app.Urls.First());

    public IEnumerable<(DateTimeOffset At, OutboundMessage Message, SendResult Result)> Attempts => Senders.SelectMany(s => s.Attempts);

    public static Task<OutageHost> StartAsync(IVendor vendor, RedisServerFixture redis, string at) => StartAsync(vendor, redis.Connection, at, null, Patience);

    /// <param name="vendor">The messenger.</param>
    /// <param name="redis">As <c>Redis:Connection</c> wants it.</param>
    /// <param name="at">Local time at the start.</param>
    /// <param name="certificate">Set: the platform is reached by https.</param>
    /// <param name="patience">Longest wait for an answer, in real time.</param>
    public static async Task<OutageHost> StartAsync(IVendor vendor, string redis, string at, ReplaceableCertificate? certificate, TimeSpan patience)
    {
        var clock = new ManualClock(DateTimeOffset.Parse(at + "+08:00", System.Globalization.CultureInfo.InvariantCulture));
        var tenant = FreshTenant.Next();
        await vendor.StartAsync(clock);
        var city = new OutageCity(vendor.AddressOf);
        var door = new FaultyDoor(vendor, clock, certificate);
        await door.SetAsync(Weather.Fine);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new MachineClock(clock));
        services.AddSingleton<IEntropySource>(new SeededEntropy());
        services.AddSingleton<Core.Organization.IDirectory>(city);
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton(new DialogRouter([], new OutageCity.Echo(), new OutageCity.Echo()));
        services.AddSingleton(all => new HoursBook(city.WorkTime, city.PersonalHours, all.GetRequiredService<IRecordReader>()));
        services.AddSingleton<TurnHandler>();
        services.AddOpsBotRedis(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Redis:Connection"] = redis }).Build());
        vendor.Add(services, door.Url, tenant);
        // Time limits of sockets are real time.
        services.AddSingleton(new VendorPatience(patience));
        services.AddSingleton(new BotFrameworkHttp(patience));
        var app = builder.Build();
        vendor.Map(app);
        await app.StartAsync();
        return new OutageHost(app, door, city, clock, tenant);
    }

    public async Task QueueAsync(params OutboundMessage[] messages) => Assert.IsType<CommitOutcome.Committed>(await _store.CommitAsync(
        new ChangeSet { Tenant = Tenant, AttemptId = $"queue-{++_commits}", Effects = new Effects { Outbox = messages } }, CancellationToken.None));

    public Task<IReadOnlyList<OutboxEntry>> EntriesAsync(IEnumerable<string> ids) => _outbox.GetAsync(Tenant, [.. ids], CancellationToken.None);

    /// <summary>Lets the worker work until an instant: from one ready message to the next.</summary>
    public async Task RunToAsync(DateTimeOffset end)
    {
        while (Clock.Now < end)
        {
            while (await _worker.RunOnceAsync(Tenant, CancellationToken.None) > 0)
            {
            }
            var next = await _worker.NextReadyAtAsync(Tenant, CancellationToken.None) ?? end;
            var soonest = Clock.Now + Step;
            var to = next < soonest ? soonest : next;
            Clock.Now = to < end ? to : end;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Door.DisposeAsync();
    }
}
