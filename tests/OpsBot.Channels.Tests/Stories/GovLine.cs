using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.Tests.GovDingTalk;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>专有钉钉: words only; answers by the robot, news as work notifications.</summary>
internal sealed class GovLine : Line
{
    private const string InboundSecret = "a-secret-of-the-hook";
    private FakeGov? _gov;

    private FakeGov Gov => _gov!;

    public override async Task StartAsync(TimeProvider clock) => _gov = await FakeGov.StartAsync();

    public override Address AddressOf(string person) => ConversationNames.OfUser(GovDingTalkOptions.Channel, person);

    public override void Add(IServiceCollection services) => services.AddOpsBotGovDingTalk(options =>
    {
        (options.AppKey, options.AppSecret, options.TenantId) = (FakeGov.Key, FakeGov.Secret, "50920");
        (options.Tenant, options.ApiBase, options.InboundSecret) = (StoryHost.Tenant.Value, Gov.Url, InboundSecret);
    });

    public override void Map(WebApplication app) => app.MapOpsBotGovDingTalk();

    public override async Task<int> SayAsync(string person, string text, string messageId, DateTimeOffset at)
    {
        using var request = RobotTalk.Request(new Uri(Host.Url, "/hooks/govdingtalk"), RobotTalk.Text(text, messageId, person, at).ToJsonString(), Host.Clock.Now, InboundSecret);
        using var answer = await Host.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public override Task<int> PressAsync(string person, JsonNode button, string messageId) => throw new NotSupportedException("There are no buttons.");

    public override Task<IReadOnlyList<Shown>> ShownToAsync(string person) => Task.FromResult<IReadOnlyList<Shown>>(
        [.. Gov.Calls.Select(c => c.Form).Where(f => f.GetValueOrDefault("accountId") == person || f.GetValueOrDefault("receiverIds") == person).Select(f => new Shown(WordsOf(f)))]);

    public override async ValueTask DisposeAsync() => await Gov.DisposeAsync();

    private static string WordsOf(IReadOnlyDictionary<string, string> form) => form.TryGetValue("msgBody", out var body)
        ? (string)JsonNode.Parse(body)!["content"]!
        : (string)JsonNode.Parse(form["msg"])!["text"]!["content"]!;
}
