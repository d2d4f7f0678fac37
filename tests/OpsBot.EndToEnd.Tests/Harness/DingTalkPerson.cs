using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.EndToEnd.Tests.Harness;

/// <summary>A person in DingTalk: what is typed and pressed comes in by callbacks, what the bot says goes to the fake.</summary>
internal sealed class DingTalkPerson(BotProcess bot, FakeDingTalk fake, string account)
{
    private readonly Uri _hook = new(bot.Address, "/hooks/dingtalk");
    private FakeCall? _last;
    private int _messages;

    public int Pressed { get; private set; }

    /// <summary>Says something and waits for the answer; gives it.</summary>
    public Task<string> SayAsync(string text, string expected) =>
        AnswerAsync(RobotTalk.Text(text, $"{account}-{++_messages}", account, TimeProvider.System.GetUtcNow(), fake.Webhook(account)), expected);

    /// <summary>Presses the button when the last answer was a card, else types the number that stands before the words.</summary>
    public Task<string> ChooseAsync(string words, string expected)
    {
        var shown = _last!.Body["cardData"]?["cardParamMap"]?.AsObject();
        if (shown is null)
            return SayAsync(Regex.Match(_last.Text, $@"(\d+)\. {words}").Groups[1].Value, expected);
        Pressed++;
        var button = Enumerable.Range(1, 6).First(i => (string?)shown[$"button{i}"] == words);
        return AnswerAsync(RobotTalk.Press((string)_last.Body["outTrackId"]!, account, (string)shown[$"action{button}"]!), expected);
    }

    private async Task<string> AnswerAsync(JsonObject body, string expected)
    {
        var before = fake.Calls.Count;
        using var answer = await bot.Http.SendAsync(RobotTalk.Request(_hook, body.ToJsonString(), TimeProvider.System.GetUtcNow()));
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Eventually.TrueAsync(() => fake.Calls.Skip(before).Any(c => Read(c).Contains(expected, StringComparison.Ordinal)), $"{expected}; got {string.Join(" | ", fake.Calls.Skip(before).Select(Read))}");
        _last = fake.Calls.Skip(before).First(c => Read(c).Contains(expected, StringComparison.Ordinal));
        return Read(_last).Replace("\u2060", "", StringComparison.Ordinal);
    }

    private static string Read(FakeCall call) => call.Body["cardData"]?["cardParamMap"] is JsonObject shown
        ? $"{shown["title"]}\n{shown["text"]}\n{shown["facts"]}" + string.Concat(Enumerable.Range(1, 6).Select(i => shown[$"button{i}"]).Where(b => b is not null).Select(b => $"\n{b}"))
        : call.Text;
}
