using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.Tests.GovDingTalk;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.Outage;

internal sealed partial class GovVendor : IVendor
{
    private const string InboundSecret = "a-secret-of-the-hook";
    private readonly HttpClient _http = new();
    private FakeGov _fake = null!;

    public Uri Url => _fake.Url;

    public (int Status, string Body) TokenExpired => (200, """{"success":true,"content":{"success":false,"responseCode":"240133","responseMessage":"m"}}""");

    public async Task StartAsync(TimeProvider clock) => _fake = await FakeGov.StartAsync();

    public void Add(IServiceCollection services, Uri door, TenantId tenant) => services.AddOpsBotGovDingTalk(o =>
    {
        (o.AppKey, o.AppSecret, o.TenantId, o.Tenant, o.ApiBase) = (FakeGov.Key, FakeGov.Secret, "50920", tenant.Value, door);
        (o.TokenParameter, o.InboundSecret) = ("access_token", InboundSecret);
    });

    public void Map(WebApplication app) => app.MapOpsBotGovDingTalk();

    public Address AddressOf(string account) => ConversationNames.OfUser(GovDingTalkOptions.Channel, account);

    public async Task<HttpStatusCode> SayAsync(Uri bot, string account, string text, string messageId, DateTimeOffset now)
    {
        using var request = RobotTalk.Request(new Uri(bot, "/hooks/govdingtalk"), RobotTalk.Text(text, messageId, account, now).ToJsonString(), now, InboundSecret);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    public bool GivesTokens(DoorRequest request) => request.Path == "/gettoken.json";

    public string? TokenOf(DoorRequest request) => TokenField().Match(request.Body) is { Success: true } found ? found.Groups[1].Value : null;

    public bool Took(DoorRequest request, int status, string body) => status == 200 && body.Contains("msg-1", StringComparison.Ordinal);

    public void Revoke()
    {
    }

    public void ReplaceKeys()
    {
    }

    // What is sent again carries the same business id, by which the platform may know it.
    public void Check(ILookup<string, Passage> shown)
    {
        var sent = _fake.Calls.Where(c => c.Path == "/message/workNotification").ToLookup(c => MarkIn().Match(c.Form["msg"]).Value, c => c.Form["bizMsgId"]);
        Assert.All(sent, again => Assert.Single(again.Distinct()));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _fake.DisposeAsync();
    }

    [GeneratedRegex("access_token=([^&]+)")]
    private static partial Regex TokenField();

    [GeneratedRegex("Z[ARI][0-9]{4}Z")]
    private static partial Regex MarkIn();
}
