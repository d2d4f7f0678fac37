using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;
using OpsBot.TestKit.Redis;

namespace OpsBot.EndToEnd.Tests;

/// <summary>Fail closed for assignments, open for questions: with Redis frozen, and with somebody's calendar unreadable.</summary>
public sealed class OutageTests
{
    private const string Question = "能不能要求我们装软件？";
    private const string Broken = "linxia";
    private const string Healthy = "zhouwei";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task RedisFrozen_QuestionGetsAnHonestErrorInTimeAndNothingLeaves()
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var bot = await StartAsync(server);
        var (supervisor, cadre, opening) = await FileAtNightAsync(bot);
        // The opening comes while Redis is frozen.
        await bot.MoveClockAsync(opening.AddSeconds(-2));

        server.Freeze();
        var frozen = Stopwatch.StartNew();
        for (var i = 0; i < 3; i++)
        {
            var asked = Stopwatch.StartNew();
            using var answer = await cadre.TryPostAsync(Question, $"frozen-{i}");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.InRange(asked.Elapsed, TimeSpan.Zero, Limit);
        }
        await Eventually.TrueAsync(() => frozen.Elapsed > TimeSpan.FromSeconds(4), "the opening has passed");
        server.Thaw();
        await bot.ReadyAsync();
        // A socket may still be reconnecting; a messenger sends again too.
        for (var i = 0; i < 50 && (await cadre.TryPostAsync(Question, "frozen-0")).StatusCode == HttpStatusCode.ServiceUnavailable; i++)
            await bot.ReadyAsync();

        // The same message again is answered, and what waited arrives once, inside the window.
        Assert.NotEmpty(await cadre.SayAsync(Question, "frozen-0"));
        await supervisor.WaitForAsync(a => ChatClient.TextOf(a).Contains("新反映", StringComparison.Ordinal));
        supervisor.AssertEachOnce();
        Assert.Single(supervisor.Unasked, IsNews);
    }

    [Fact]
    public async Task CalendarOfOnePersonUnreadable_NothingReachesHerAndTheOthersAreServed()
    {
        await using var server = new RedisServerFixture();
        await server.InitializeAsync();
        await using var bot = await StartAsync(server);
        var (unreadable, _, opening) = await FileAtNightAsync(bot);
        var other = await ChatClient.OpenAsync(bot, Healthy);
        var key = await KeyOfQuietHoursAsync(server);
        await RedisAsync(server, "SET", key, "1\n{broken");

        await bot.MoveClockAsync(opening.AddMinutes(3));
        await other.WaitForAsync(a => ChatClient.TextOf(a).Contains("新反映", StringComparison.Ordinal));
        var asked = Stopwatch.StartNew();
        Assert.NotEmpty(await unreadable.SayAsync(Question));
        Assert.InRange(asked.Elapsed, TimeSpan.Zero, Limit);
        await unreadable.PollAsync();
        Assert.Empty(unreadable.Unasked);

        // Readable again: what waited comes at the next time of asking.
        await RedisAsync(server, "DEL", key);
        await bot.MoveClockAsync(opening.AddMinutes(8));
        await unreadable.WaitForAsync(a => ChatClient.TextOf(a).Contains("新反映", StringComparison.Ordinal));
        Assert.Single(unreadable.Unasked, IsNews);
    }

    // The certificate's daily line and the like may come beside it.
    private static bool IsNews(JsonObject activity) => ChatClient.TextOf(activity).Contains("新反映", StringComparison.Ordinal);

    private static Task<BotProcess> StartAsync(RedisServerFixture server) =>
        BotProcess.StartedAsync(new Dictionary<string, string> { ["Redis__Connection"] = server.Connection });

    /// <summary>A complaint in the evening: the office is to hear of it in the morning.</summary>
    private static async Task<(ChatClient Supervisor, ChatClient Cadre, DateTimeOffset Opening)> FileAtNightAsync(BotProcess bot)
    {
        await bot.MoveToEveningAsync();
        var opening = await bot.NextOpeningAsync();
        var supervisor = await ChatClient.OpenAsync(bot, Broken);
        var cadre = await ChatClient.OpenAsync(bot, "liuqiang");
        foreach (var text in new[] { "我要反映", "保密反映", "5", "要求我们每天在群里拍照打卡", "石桥镇", "昨天晚上10点", "跳过" })
            await cadre.SayAsync(text);
        Assert.Contains("回执号：QZ-", await cadre.SayAsync("提交"), StringComparison.Ordinal);
        return (supervisor, cadre, opening);
    }

    /// <summary>Under the tenant's tag, which is read from a key that exists.</summary>
    private static async Task<string> KeyOfQuietHoursAsync(RedisServerFixture server)
    {
        var keys = await RedisAsync(server, "KEYS", "*:outbox:number");
        var key = keys.Split("\r\n").Single(l => l.EndsWith(":outbox:number", StringComparison.Ordinal));
        return key[..key.IndexOf(":outbox", StringComparison.Ordinal)] + ":record:quiet-hours:" + Broken;
    }

    private static async Task<string> RedisAsync(RedisServerFixture server, params string[] command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        var stream = client.GetStream();
        string[][] commands = [["AUTH", server.Password], command, ["PING"]];
        foreach (var parts in commands)
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"*{parts.Length}\r\n{string.Concat(parts.Select(p => $"${Encoding.UTF8.GetByteCount(p)}\r\n{p}\r\n"))}"));
        var answer = "";
        var buffer = new byte[4096];
        while (!answer.EndsWith("+PONG\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer) is var read and > 0)
            answer += Encoding.UTF8.GetString(buffer, 0, read);
        Assert.DoesNotContain("-ERR", answer, StringComparison.Ordinal);
        return answer;
    }
}
