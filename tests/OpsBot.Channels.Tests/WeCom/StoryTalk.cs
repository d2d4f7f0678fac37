using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.TestKit;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>One person's phone: types or presses, and reads what comes on the response or by the API.</summary>
internal sealed class StoryTalk(WeComHost host, string user)
{
    private readonly List<string> _passive = [];
    private int _read;
    private string _last = "";

    /// <summary>All that the person ever saw.</summary>
    public string All => string.Join('\n', _passive.Concat(host.Api.ShownTo(user).Select(WordsOf)));

    /// <summary>Types, and waits until the answer holds the words.</summary>
    public async Task<string> SayAsync(string text, string expected)
    {
        // A person takes a moment; it also refills what the platform lets through to a member.
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var answer = await host.SayAsync(user, text);
        return await ReadAsync(answer, text, expected);
    }

    /// <summary>Presses a button of the newest card.</summary>
    public async Task<string> PressAsync(string title, string expected)
    {
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        var card = host.Api.ShownTo(user).Last(m => (string)m["msgtype"]! == "template_card")["template_card"]!;
        var button = card["button_list"]!.AsArray().Single(b => (string)b!["text"]! == title)!;
        var answer = await host.PostAsync(host.Seal(host.PressXml(user, (string)button["key"]!, task: (string)card["task_id"]!)));
        Assert.Equal($"已选：{title}", answer.Passive!.Element("Button")!.Element("ReplaceName")!.Value);
        return await ReadAsync(answer, title, expected);
    }

    /// <summary>The number before the title in what the person saw last.</summary>
    public string NumberOf(string title) => Regex.Matches(_last, $@"^(\d+)\. {title}$", RegexOptions.Multiline).Last().Groups[1].Value;

    /// <summary>Waits for something that nobody asked for.</summary>
    public async Task SeesAsync(string expected) => await Eventually.TrueAsync(() => All.Contains(expected, StringComparison.Ordinal), $"{user} sees {expected}; saw:\n{All}");

    private async Task<string> ReadAsync(WeComHost.Answer answer, string said, string expected)
    {
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        if (answer.PassiveText is { } passive)
            _passive.Add(passive);
        string New() => string.Join('\n', (answer.PassiveText is { } text ? new[] { text } : []).Concat(host.Api.ShownTo(user).Skip(_read).Select(WordsOf)));
        await Eventually.TrueAsync(() => New().Contains(expected, StringComparison.Ordinal), $"{user} said {said} and waits for {expected}; saw:\n{New()}");
        _last = New();
        _read = host.Api.ShownTo(user).Count;
        return _last;
    }

    private static string WordsOf(JsonObject message) => (string)message["msgtype"]! switch
    {
        "template_card" => string.Join('\n', Words(message["template_card"]!)),
        var type => (string)message[type]!["content"]!,
    };

    private static IEnumerable<string> Words(JsonNode card)
    {
        yield return (string?)card["main_title"]?["title"] ?? "";
        yield return (string?)card["sub_title_text"] ?? "";
        foreach (var fact in card["horizontal_content_list"] as JsonArray ?? [])
            yield return $"{(string)fact!["keyname"]!}：{(string)fact["value"]!}";
        foreach (var button in card["button_list"]!.AsArray())
            yield return $"[{(string)button!["text"]!}]";
    }
}
