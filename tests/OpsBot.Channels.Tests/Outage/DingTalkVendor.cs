using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.Outage;

internal sealed class DingTalkVendor : IVendor
{
    private readonly HttpClient _http = new();
    private FakeDingTalk _fake = null!;
    private Uri _door = null!;

    public Uri Url => _fake.Url;

    public (int Status, string Body) TokenExpired => (401, """{"code":"InvalidAuthentication","message":"m","requestid":"r"}""");

    public async Task StartAsync(TimeProvider clock) => _fake = await FakeDingTalk.StartAsync();

    public void Add(IServiceCollection services, Uri door, TenantId tenant)
    {
        _door = door;
        services.AddOpsBotDingTalk(o =>
        {
            (o.ClientId, o.ClientSecret, o.Tenant) = (FakeDingTalk.ClientId, FakeDingTalk.ClientSecret, tenant.Value);
            (o.ApiBase, o.LegacyBase) = (door, door);
        });
    }

    public void Map(WebApplication app) => app.MapOpsBotDingTalk();

    public Address AddressOf(string account) => ConversationNames.OfUser(DingTalkOptions.Channel, account);

    public async Task<HttpStatusCode> SayAsync(Uri bot, string account, string text, string messageId, DateTimeOffset now)
    {
        var body = RobotTalk.Text(text, messageId, account, now, new Uri(_door, "/robot/sendBySession?session=" + account)).ToJsonString();
        using var request = RobotTalk.Request(new Uri(bot, "/hooks/dingtalk"), body, now);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public bool GivesTokens(DoorRequest request) => request.Path == "/v1.0/oauth2/accessToken";

    public string? TokenOf(DoorRequest request) => request.Headers["x-acs-dingtalk-access-token"].FirstOrDefault();

    public bool Took(DoorRequest request, int status, string body) => status == 200
        && (request.Path == "/robot/sendBySession" ? body.Contains("\"errcode\":0", StringComparison.Ordinal) : body.Contains("processQueryKey", StringComparison.Ordinal));

    public void Revoke()
    {
    }

    public void ReplaceKeys()
    {
    }

    public void Check(ILookup<string, Passage> shown)
    {
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fake.DisposeAsync();
    }
}
