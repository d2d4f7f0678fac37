using System.Net;
using System.Text.Json.Nodes;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>Many writers on one conversation, as with several windows, devices and repeats of a messenger.</summary>
public sealed class WriterTests
{
    private const int Writers = 16;
    private const int MessagesEach = 20;
    private const int Repeaters = 2;

    [Fact]
    public async Task OneConversation_ManyWritersAndRepeats_EachMessageEchoedAndAnsweredOnce()
    {
        await using var bot = await BotProcess.StartedAsync();
        var reader = await ChatClient.OpenAsync(bot, "chenmei", patience: TimeSpan.FromMinutes(2));

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => WriteAsync(reader.Twin(), w)));

        for (var w = 0; w < Writers; w++)
            for (var m = 0; m < MessagesEach; m++)
                reader.Accepted.Add($"{w}-{m}");
        foreach (var id in reader.Accepted)
            await reader.AnswerToAsync(id);
        reader.AssertEachOnce();
        AssertOrderOfEach(reader);
    }

    /// <summary>
    /// A draft is changed by every turn, so a lost or doubled turn would show in it: each of the concurrent corrections is
    /// answered by a summary that holds exactly that one.
    /// </summary>
    [Fact]
    public async Task OneDraft_ManyWritersCorrectIt_EveryCorrectionTakesPlaceOnce()
    {
        await using var bot = await BotProcess.StartedAsync();
        var reader = await ChatClient.OpenAsync(bot, "liuqiang", patience: TimeSpan.FromMinutes(2));
        foreach (var text in new[] { "我要反映", "保密反映", "5", "要求我们每天在群里拍照打卡", "石桥镇", "昨天晚上10点", "跳过" })
            await reader.SayAsync(text);

        var answers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async w =>
        {
            var story = $"要求我们每天在群里拍照打卡，第{w + 1:D2}种说法";
            return (Story: story, Answer: await reader.Twin().SayAsync($"修改内容：{story}"));
        }));

        Assert.All(answers, a => Assert.Contains(a.Story, a.Answer, StringComparison.Ordinal));
        await reader.PollAsync();
        var last = ChatClient.TextOf(reader.Seen[^1]);
        Assert.Contains("请核对", await reader.SayAsync("继续"), StringComparison.Ordinal);
        Assert.Equal(last, ChatClient.TextOf(reader.Seen[^1]));
        Assert.Contains("回执号：QZ-", await reader.SayAsync("提交"), StringComparison.Ordinal);
    }

    private static async Task WriteAsync(ChatClient writer, int number)
    {
        for (var m = 0; m < MessagesEach; m++)
        {
            // The first ones send everything twice at once.
            var posts = Enumerable.Range(0, number < Repeaters ? 2 : 1).Select(_ => writer.TryPostAsync("帮助", $"{number}-{m}"));
            foreach (var posted in await Task.WhenAll(posts))
                using (posted)
                    Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        }
    }

    /// <summary>Each writer waited for its acknowledgements, so its messages stand in its order.</summary>
    private static void AssertOrderOfEach(ChatClient reader)
    {
        var echoes = reader.All.Select(a => (string?)(a["channelData"] as JsonObject)?["clientActivityID"]).OfType<string>().Select(id => id.Split('-')).ToArray();
        for (var w = 0; w < Writers; w++)
            Assert.Equal(Enumerable.Range(0, MessagesEach).Select(m => $"{m}"), echoes.Where(e => e[0] == $"{w}").Select(e => e[1]));
    }
}
