using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;

namespace OpsBot.EndToEnd.Tests;

/// <summary>The whole data folder and all of Redis, read by somebody who looks for a person's words and a visitor's traces.</summary>
public sealed class AnonymousTraceTests
{
    private const string Story = "MARKx7q2w9story";

    // Every value of every key, as one reply.
    private const string ReadAll = """
        local all = {}
        for _, name in ipairs(redis.call('KEYS', '*')) do
          local kind = redis.call('TYPE', name).ok
          all[#all + 1] = name
          local values = kind == 'string' and { redis.call('GET', name) } or kind == 'hash' and redis.call('HGETALL', name)
            or kind == 'list' and redis.call('LRANGE', name, 0, -1) or kind == 'set' and redis.call('SMEMBERS', name)
            or kind == 'zset' and redis.call('ZRANGE', name, 0, -1) or kind == 'stream' and { cjson.encode(redis.call('XRANGE', name, '-', '+')) } or {}
          for _, value in ipairs(values) do all[#all + 1] = value end
        end
        return all
        """;

    [Theory]
    [InlineData("匿名反映", false)]
    [InlineData("2", false)]
    [InlineData("改成匿名", true)]
    public async Task Person_WantsToStayUnnamed_WordsAreInNoKeyAndSoonInNoFile(string said, bool late)
    {
        await using var bot = await BotProcess.StartedAsync();
        var chat = await ChatClient.OpenAsync(bot, "chenmei");
        // The same story, first asked about and complained of, before it becomes a report.
        foreach (var text in new[] { $"县里晚上十点派活合规吗，{Story}", $"{Story}，我真的不想活了", "每周报几次材料合规吗" })
            await chat.SayAsync(text);
        await chat.SayAsync($"我要反映 {Story}，县里连着三晚十点后在群里派任务");
        if (late)
        {
            foreach (var text in new[] { "保密反映", "5", "石桥镇", Story, Story })
                await chat.SayAsync(text);
            await bot.StopAsync();
            await bot.StartAsync();
        }

        var answer = await chat.SayAsync(said, Guid.NewGuid().ToString("N"), "重新说一遍");

        Assert.Contains(new Uri(bot.Address, "/public").ToString(), answer.Split('\n'));
        Assert.DoesNotContain('?', answer);
        var kept = await ReadRedisAsync(bot);
        Assert.DoesNotContain(kept, l => l.Contains(Story, StringComparison.Ordinal));
        Assert.DoesNotContain(kept, l => l.Contains("record:case:", StringComparison.Ordinal) || l.Contains("record:sealed:", StringComparison.Ordinal));

        // The file that Redis writes along is history: it is rewritten soon after.
        await bot.DemoAsync("clock", new { advance = "PT1H" });
        await Eventually.TrueAsync(() => !Files(bot).Contains(Story, StringComparison.Ordinal), "the words leave the files", Eventually.SlowLimit);
        await bot.StopAsync();
        Assert.DoesNotContain(Story, Files(bot), StringComparison.Ordinal);
        Assert.DoesNotContain(Story, bot.Errors, StringComparison.Ordinal);
        await bot.StartAsync();
        await chat.PollAsync();
    }

    [Fact]
    public async Task Visitor_WithPlantedFieldsAndHeaders_LeavesWordsAlone()
    {
        await using var bot = await BotProcess.StartedAsync();
        using var asked = await bot.Http.PostAsync("/v3/directline/tokens/anonymous", new StringContent("""{"user":{"id":"planted-user"}}""", Encoding.UTF8, "application/json"));
        var visit = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!;
        foreach (var text in new[] { "晚上派活合规吗", "我要反映", "非工作时间派活", "要求我们每天晚上十点在群里接龙报数" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{visit["conversationId"]}/activities");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", (string)visit["token"]!);
            foreach (var header in new[] { "User-Agent", "Cookie", "X-Forwarded-For", "Referer", "Accept-Language", "X-Real-IP", "Forwarded", "Via" })
                request.Headers.TryAddWithoutValidation(header, $"planted-{header}");
            request.Content = new StringContent(Loaded(text).ToJsonString(), Encoding.UTF8, "application/json");
            using var answer = await bot.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.DoesNotContain(await ReadRedisAsync(bot), l => l.Contains("planted", StringComparison.Ordinal));
        await bot.StopAsync();
        Assert.DoesNotContain("planted", Files(bot), StringComparison.Ordinal);
        Assert.DoesNotContain("planted", bot.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visitor_PostsAQuarterOfAMegabyte160Times_StoreHardlyGrows()
    {
        await using var bot = await BotProcess.StartedAsync();
        using var asked = await bot.Http.PostAsync("/v3/directline/tokens/anonymous", null);
        var visit = JsonNode.Parse(await asked.Content.ReadAsStringAsync())!;
        var before = Files(bot).Length;
        var refused = 0;
        for (var i = 0; i < 320; i++)
        {
            // As long as before, and as long as is taken.
            var body = new JsonObject { ["type"] = "message", ["text"] = new string('a', i < 160 ? 250_000 : 30_000) }.ToJsonString();
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{visit["conversationId"]}/activities")
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", (string)visit["token"]!) },
            };
            using var answer = await bot.Http.SendAsync(request);
            refused += answer.IsSuccessStatusCode ? 0 : 1;
            Assert.Contains((int)answer.StatusCode, new[] { 200, 413, 429 });
        }

        Assert.InRange(refused, 310, 320);
        Assert.InRange(Files(bot).Length - before, 0, 512 * 1024);
    }

    [Fact]
    public async Task Page_VisitBeyondItsShare_SaysWhatToDo()
    {
        await using var bot = await BotProcess.StartedAsync(new Dictionary<string, string> { ["DirectLine__VisitKilobytes"] = "20", ["DirectLine__VisitorBodyBytes"] = "16384" });
        await using var chat = await ChatPage.OpenPublicAsync(bot);
        var long1 = string.Concat(Enumerable.Repeat("县里晚上十点派活合规吗。", 130));
        await chat.SayAsync(long1, "县里晚上十点派活合规吗");
        await chat.SayAsync(long1, "县里晚上十点派活合规吗");
        await chat.Page.FillAsync("[data-id=webchat-sendbox-input]", long1);
        await chat.Page.PressAsync("[data-id=webchat-sendbox-input]", "Enter");

        await chat.Page.Locator("#notice-text").GetByText("这次对话的内容太多了").WaitForAsync();
        Assert.Empty(chat.Faults);
    }

    [Fact]
    public async Task Page_NoteBeforeTheSummaryCard_IsShown()
    {
        await using var bot = await BotProcess.StartedAsync();
        await using var chat = await ChatPage.OpenAsync(bot, "chenmei");
        await chat.SayAsync("我要反映", "您可以选一种方式反映");
        await chat.SayAsync("保密反映", "属于哪一类");
        await chat.SayAsync("非工作时间派活", "请说说是什么事");
        await chat.SayAsync("县里连着三个晚上十点以后在群里派任务，要求当晚报数", "是哪个单位");
        await chat.SayAsync("安澜县", "是什么时候的事");
        await chat.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await chat.SayAsync("跳过", "请核对");

        await chat.SayAsync("修改时间：11月18日", "不对就发“修改时间”");
        Assert.Empty(chat.Faults);
    }

    private static JsonObject Loaded(string text) => new()
    {
        ["type"] = "message",
        ["text"] = text,
        ["locale"] = "planted-locale",
        ["localTimezone"] = "planted-zone",
        ["localTimestamp"] = "planted-time",
        ["timestamp"] = "planted-stamp",
        ["name"] = "planted-name",
        ["code"] = "planted-code",
        ["from"] = new JsonObject { ["id"] = "planted-from", ["name"] = "planted-from-name" },
        ["value"] = new JsonObject { ["geo"] = "planted-value" },
        ["entities"] = new JsonArray(new JsonObject { ["type"] = "GeoCoordinates", ["name"] = "planted-place" }),
        ["attachments"] = new JsonArray(new JsonObject { ["name"] = "planted-file" }),
        ["channelData"] = new JsonObject { ["clientActivityID"] = Guid.NewGuid().ToString("N"), ["device"] = "planted-device" },
    };

    private static string Files(BotProcess bot)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(bot.DataDirectory, "*", SearchOption.AllDirectories))
        {
            try
            {
                using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(open, Encoding.Latin1);
                all.Append(reader.ReadToEnd());
            }
            catch (IOException)
            {
                // The folder's lock, or a file that a rewrite took away just now.
            }
        }
        return all.ToString();
    }

    private static async Task<string[]> ReadRedisAsync(BotProcess bot)
    {
        var note = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(bot.DataDirectory, "redis", "server.json")))!.AsObject();
        var start = new ProcessStartInfo("redis-cli", ["-p", note.First(f => f.Key.Equals("port", StringComparison.OrdinalIgnoreCase)).Value!.ToString(), "--raw", "EVAL", ReadAll, "0"]) { RedirectStandardOutput = true };
        start.Environment["REDISCLI_AUTH"] = note.First(f => f.Key.Equals("password", StringComparison.OrdinalIgnoreCase)).Value!.ToString();
        using var cli = Process.Start(start)!;
        var output = await cli.StandardOutput.ReadToEndAsync();
        await cli.WaitForExitAsync();
        Assert.Contains("conversation", output, StringComparison.Ordinal);
        return output.Split('\n');
    }
}
