using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.BotFramework;
using OpsBot.Channels.Tests.BotFramework;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>Teams. Whoever never wrote gets a conversation that the bot opens.</summary>
internal sealed class FrameworkVendor : IVendor
{
    private readonly HttpClient _http = new();
    private FakePlatform _fake = null!;
    private Uri _door = null!;

    public Uri Url => new(_fake.Url);

    public (int Status, string Body) TokenExpired => (401, """{"error":{"code":"AuthorizationFailed","message":"m"}}""");

    public async Task StartAsync(TimeProvider clock)
    {
        _fake = await FakePlatform.StartAsync();
        _fake.TokenSeconds = 7200;
    }

    public void Add(IServiceCollection services, Uri door, TenantId tenant)
    {
        _door = door;
        services.AddOpsBotBotFramework(o =>
        {
            (o.AppId, o.AppPassword, o.Tenant, o.AllowLoopback) = (TestIssuer.App, "a-secret", tenant.Value, true);
            (o.ChannelMetadataUrl, o.EmulatorMetadataUrl, o.LoginUrl, o.ServiceUrl) = ($"{door}channel/metadata", $"{door}bots/metadata", $"{door}login", door.ToString());
        });
    }

    public void Map(WebApplication app) => app.MapOpsBotBotFramework();

    public Address AddressOf(string account) => new(BotFrameworkOptions.TeamsChannel, "", account);

    public async Task<HttpStatusCode> SayAsync(Uri bot, string account, string text, string messageId, DateTimeOffset now)
    {
        var claims = new JsonObject
        {
            ["iss"] = FrameworkHost.ChannelIssuer,
            ["aud"] = TestIssuer.App,
            ["serviceurl"] = _door.ToString(),
            ["nbf"] = now.AddMinutes(-1).ToUnixTimeSeconds(),
            ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        };
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["id"] = messageId,
            ["channelId"] = "msteams",
            ["serviceUrl"] = _door.ToString(),
            ["timestamp"] = now.ToString("O"),
            ["from"] = new JsonObject { ["id"] = account },
            ["recipient"] = new JsonObject { ["id"] = "28:bot" },
            ["conversation"] = new JsonObject { ["id"] = $"a:{account}/+=", ["conversationType"] = "personal" },
            ["text"] = text,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot, "/api/messages")) { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + _fake.Issuer.Sign(claims));
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public bool GivesTokens(DoorRequest request) => request.Path == "/login/oauth2/v2.0/token";

    public string? TokenOf(DoorRequest request) => request.Headers.Authorization.FirstOrDefault();

    public bool Took(DoorRequest request, int status, string body) => status == 201 && request.Path.Contains("/activities", StringComparison.Ordinal);

    public void Revoke()
    {
    }

    public void ReplaceKeys() => _fake.Issuer.Roll();

    public void Check(ILookup<string, Passage> shown)
    {
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fake.DisposeAsync();
    }
}
