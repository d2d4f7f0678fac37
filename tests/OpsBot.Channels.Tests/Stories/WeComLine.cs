using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.Tests.WeCom;
using OpsBot.Channels.WeCom;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>企业微信: sealed callbacks; answers on the response or by the API.</summary>
internal sealed class WeComLine(bool cards) : Line
{
    private readonly ConcurrentDictionary<string, List<Shown>> _shown = new();
    private readonly ConcurrentDictionary<string, int> _read = new();
    private readonly ConcurrentDictionary<string, bool> _answered = new();
    private FakeWeCom? _api;
    private WeComHost? _hook;

    private FakeWeCom Api => _api!;

    public override async Task StartAsync(TimeProvider clock) => _api = await FakeWeCom.StartAsync(clock);

    public override Address AddressOf(string person) => new(WeComOptions.Channel, person, person);

    public override void Add(IServiceCollection services) =>
        services.AddOpsBotWeCom(WeComHost.Settings(Api.Url, ("Cards", $"{cards}"), ("Markdown", $"{cards}")), StoryHost.Tenant);

    public override void Map(WebApplication app) => app.MapOpsBotWeCom();

    public override Task RunsAsync(StoryHost host)
    {
        _hook = new WeComHost(host.App, Api, host.Clock, host.Store, host.Logged);
        return base.RunsAsync(host);
    }

    public override Task<int> SayAsync(string person, string text, string messageId, DateTimeOffset at) =>
        PostAsync(person, messageId, _hook!.Seal(_hook.TextXml(person, text, messageId), at: at));

    public override Task<int> PressAsync(string person, JsonNode button, string messageId) =>
        PostAsync(person, messageId, _hook!.Seal(_hook.PressXml(person, (string)button["key"]!, task: (string)button["task"]!)));

    public override Task<IReadOnlyList<Shown>> ShownToAsync(string person)
    {
        var shown = _shown.GetOrAdd(person, _ => []);
        lock (shown)
        {
            var sent = Api.ShownTo(person);
            shown.AddRange(sent.Skip(_read.GetValueOrDefault(person)).Select(Read));
            _read[person] = sent.Count;
            return Task.FromResult<IReadOnlyList<Shown>>([.. shown]);
        }
    }

    public override void AssertContent()
    {
        Assert.Empty(Api.Complaints);
        Assert.Equal(0, Api.Dropped);
    }

    public override async ValueTask DisposeAsync()
    {
        _hook?.Http.Dispose();
        await Api.DisposeAsync();
    }

    private static Shown Read(JsonObject message)
    {
        var type = (string)message["msgtype"]!;
        if (type != "template_card")
            return new Shown((string)message[type]!["content"]!);
        var card = message["template_card"]!;
        var facts = (card["horizontal_content_list"] as JsonArray ?? []).Select(f => $"{(string)f!["keyname"]!}：{(string)f["value"]!}");
        return new Shown(
            string.Join('\n', facts.Prepend((string?)card["sub_title_text"] ?? "").Prepend((string?)card["main_title"]?["title"] ?? "")),
            card["button_list"]!.AsArray().ToDictionary(
                b => (string)b!["text"]!,
                b => (JsonNode)new JsonObject { ["key"] = b!["key"]!.DeepClone(), ["task"] = card["task_id"]!.DeepClone() }));
    }

    private async Task<int> PostAsync(string person, string messageId, WeComHost.Request request)
    {
        var answer = await _hook!.PostAsync(request);
        // Each delivery of a message is answered alike, and the app shows one answer.
        if (answer.PassiveText is { } passive && _answered.TryAdd($"{person}/{messageId}", true))
        {
            var shown = _shown.GetOrAdd(person, _ => []);
            lock (shown)
                shown.Add(new Shown(passive));
        }
        return (int)answer.Status;
    }
}
