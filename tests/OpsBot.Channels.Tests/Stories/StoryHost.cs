using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.Tests.WeCom;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Memory;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>The bot with one channel on a free loopback port, over the store in memory and on a clock that the test moves.</summary>
internal sealed class StoryHost : IAsyncDisposable
{
    public static readonly TenantId Tenant = TenantId.Parse("quanzhou");

    private StoryHost(WebApplication app, Line line, ManualClock clock, InMemoryStore store, TestLog log) =>
        (App, Line, Clock, Store, Logged) = (app, line, clock, store, log);

    public WebApplication App { get; }

    public Line Line { get; }

    public ManualClock Clock { get; }

    public InMemoryStore Store { get; }

    public TestLog Logged { get; }

    public HttpClient Http { get; } = new();

    public Uri Url => new(App.Urls.First());

    public static async Task<StoryHost> StartAsync(Line line)
    {
        var clock = new ManualClock();
        await line.StartAsync(clock);
        var (store, log) = (new InMemoryStore(clock), new TestLog());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new MachineClock(clock));
        services.AddSingleton<IEntropySource>(new SeededEntropy());
        services.AddSingleton<IRecordReader>(store.Records);
        services.AddSingleton<IChangeStore>(store.Changes);
        services.AddSingleton<IActivityLog>(store.Log);
        services.AddSingleton(store);
        StoryBot.Add(services, line.AddressOf);
        line.Add(services);
        var app = builder.Build();
        line.Map(app);
        await app.StartAsync();
        var host = new StoryHost(app, line, clock, store, log);
        await line.RunsAsync(host);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        await Line.DisposeAsync();
    }
}
