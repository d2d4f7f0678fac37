using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.Tests.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Memory;
using OpsBot.TestKit.DingTalk;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.DingTalk;

/// <summary>The channel on a free loopback port, with the fake platform on the other side.</summary>
internal sealed class DingTalkHost : IAsyncDisposable
{
    public static readonly TenantId Tenant = TenantId.Parse("quanzhou");
    private readonly WebApplication _app;
    private int _messages;

    private DingTalkHost(WebApplication app, FakeDingTalk fake)
    {
        _app = app;
        Fake = fake;
    }

    public FakeDingTalk Fake { get; }

    public Uri Url => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    public TurnRecorder Turns => Services.GetRequiredService<TurnRecorder>();

    public SetClock Clock => Services.GetRequiredService<SetClock>();

    public InMemoryStore Store => Services.GetRequiredService<InMemoryStore>();

    public LogLines Logs => Services.GetRequiredService<LogLines>();

    public IChannelSender Sender => Services.GetRequiredService<IChannelSender>();

    public HttpClient Http { get; } = new();

    public static async Task<DingTalkHost> StartAsync(Action<DingTalkOptions>? configure = null)
    {
        var fake = await FakeDingTalk.StartAsync();
        return await StartAsync(fake, services => services.AddOpsBotDingTalk(options =>
        {
            options.ClientId = FakeDingTalk.ClientId;
            options.ClientSecret = FakeDingTalk.ClientSecret;
            options.Tenant = Tenant.Value;
            options.ApiBase = fake.Url;
            options.LegacyBase = fake.Url;
            options.Groups.Add(new GroupUnit { ConversationId = "cidKnown", UnitId = "minzheng" });
            options.ReconnectFirst = TimeSpan.FromMilliseconds(20);
            options.StreamRetry = TimeSpan.FromMilliseconds(5);
            configure?.Invoke(options);
        }), app => app.MapOpsBotDingTalk());
    }

    public static async Task<DingTalkHost> StartAsync(FakeDingTalk fake, Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var logs = new LogLines();
        builder.Logging.ClearProviders().AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddSingleton(logs);
        services.AddSingleton<SetClock>();
        services.AddSingleton<TimeProvider>(all => all.GetRequiredService<SetClock>());
        services.AddSingleton(all => new MachineClock(all.GetRequiredService<SetClock>()));
        services.AddSingleton<IEntropySource, DirectLine.SeededEntropy>();
        services.AddSingleton<DeliverySignal>();
        services.AddSingleton(new InMemoryStore());
        services.AddSingleton<IRecordReader>(all => all.GetRequiredService<InMemoryStore>().Records);
        services.AddSingleton<IChangeStore>(all => all.GetRequiredService<InMemoryStore>().Changes);
        services.AddSingleton<TurnRecorder>();
        services.AddSingleton<TakeTurn>(all => all.GetRequiredService<TurnRecorder>().HandleAsync);
        add(services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new DingTalkHost(app, fake);
    }

    /// <summary>A person's text in a private chat, as the platform would deliver it.</summary>
    public Task<HttpStatusCode> SayAsync(string text, string? messageId = null, Uri? webhook = null) =>
        PostAsync(RobotTalk.Text(text, messageId ?? $"msg-{++_messages}", "0423", Clock.Now, webhook).ToJsonString());

    public async Task<HttpStatusCode> PostAsync(string body) => (await AnswerAsync(RobotTalk.Request(new Uri(Url, "/hooks/dingtalk"), body, Clock.Now))).Status;

    public async Task<(HttpStatusCode Status, JsonObject Body)> AnswerAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return (response.StatusCode, text.Length > 0 ? JsonNode.Parse(text)!.AsObject() : []);
        }
    }

    /// <summary>Sends to one person.</summary>
    public Task<SendResult> SendAsync(MessageContent content, string id = "M1", MessageClass type = MessageClass.Assignment, string? replyTo = null, Address? address = null) =>
        Sender.SendAsync(Tenant, address ?? ConversationNames.OfUser(Sender.Channel, "0423"), new OutboundMessage
        {
            Id = id,
            Class = type,
            Content = content,
            CreatedAt = Clock.Now,
            ReplyTo = replyTo,
        }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
