using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Channels.Shared;
using OpsBot.Channels.Tests.DingTalk;
using OpsBot.Channels.WeCom.Api;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.Shared;

/// <summary>WeCom's client, whose token stands in the address, against a server of the test.</summary>
internal sealed class VendorHost : IAsyncDisposable
{
    public const string Token = "a-token-that-nobody-may-see";
    public const int MaxAnswerBytes = 256 * 1024;
    private readonly ServiceProvider _services;

    public VendorHost(Uri server, TimeSpan? patience = null)
    {
        var services = new ServiceCollection();
        services.AddLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs));
        VendorClient.Add<IWeComCalls>(services, new WeComJson(VendorSerializer.NewOptions()), _ => new VendorClient
        {
            Locate = documented => new Uri(server, documented.PathAndQuery),
            Judge = (answer, _) => ErrorCodes.Judge(answer),
            Tokens = new WeComTokens(new TokenCache(() => Task.FromResult(new IssuedToken(Token, TimeSpan.FromHours(2), new VendorAnswer(200, []))), new ManualClock())),
            Patience = patience ?? TimeSpan.FromSeconds(20),
            MaxAnswerBytes = MaxAnswerBytes,
        });
        _services = services.BuildServiceProvider();
        Calls = _services.GetRequiredService<IWeComCalls>();
    }

    public IWeComCalls Calls { get; }

    public LogLines Logs { get; } = new();

    public Task<VendorAnswer> AskAsync(CancellationToken cancellationToken = default) => Calls.RecallAsync(new WeComBodies.Recall("m-1"), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Logs.Dispose();
    }
}
