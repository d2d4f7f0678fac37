using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit.Peers;

namespace OpsBot.EndToEnd.Tests;

/// <summary>The public web form: anybody asks, reports and looks up, and nothing is known of them.</summary>
public sealed partial class PublicEntranceTests
{
    [Fact]
    public async Task Visitor_AsksReportsAndLooksUp_WithoutCookiesOrAName()
    {
        await using var bot = await BotProcess.StartedAsync();
        await using var chat = await ChatPage.OpenPublicAsync(bot);

        await chat.SayAsync("县里晚上十点派活合规吗", "原则上非上班时间不作工作布置");
        // Nobody is known here, so there is only one way to report.
        await chat.SayAsync("我要反映", "只能匿名反映");
        await chat.SeesAsync("属于哪一类");
        await chat.SayAsync("非工作时间派活", "请说说是什么事");
        await chat.SayAsync("县里连着三个晚上十点以后在群里派任务，要求当晚报数", "是哪个单位");
        await chat.SayAsync("安澜县", "是什么时候的事");
        await chat.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await chat.SayAsync("修改方式", "只能匿名反映");
        await chat.SayAsync("跳过", "请核对");
        await chat.PressAsync("提交");
        await chat.SeesAsync("回执号：QZ-");
        var receipt = ReceiptPattern().Match(await chat.TextAsync()).Value;
        var visitor = await chat.VisitorAsync();
        await chat.ScreenshotAsync("public-1-receipt.png");

        // What was told is out of the log with the filing; a reload shows the receipt, and leaving ends it, at the server too.
        await chat.Page.ReloadAsync();
        await chat.SeesAsync("回执号：QZ-");
        Assert.DoesNotContain("县里连着三个晚上", await chat.TextAsync(), StringComparison.Ordinal);
        await chat.Page.ClickAsync("#leave");
        await chat.Page.Locator("#notice-text").GetByText("已结束").WaitForAsync();
        Assert.Equal(0, await chat.Page.Locator("#chat > *").CountAsync());
        await chat.ScreenshotAsync("public-2-left.png");
        Assert.Empty(chat.Faults);

        // Another day, another visit: the receipt alone finds the case.
        await using var later = await ChatPage.OpenPublicAsync(bot);
        Assert.NotEqual(visitor, await later.VisitorAsync());
        await later.SayAsync(receipt, "等专班核实");

        Assert.Empty(await chat.Page.Context.CookiesAsync());
        Assert.Empty(await later.Page.Context.CookiesAsync());
        Assert.Empty(chat.Outside);
        Assert.Empty(later.Faults);
    }

    [Fact]
    public async Task Visitor_FromAMarkedAddress_LeavesNoTraceOfIt()
    {
        const string From = "127.77.66.55";
        const string Agent = "MarkedBrowser/7f3a";
        await using var bot = await BotProcess.StartedAsync();
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = (context, stop) => ConnectFromAsync(From, context.DnsEndPoint.Port, stop) }) { BaseAddress = bot.Address };
        http.DefaultRequestHeaders.UserAgent.ParseAdd(Agent);

        var visit = await PostAsync(http, "/v3/directline/tokens/anonymous", null, "{}");
        var token = (string)visit["token"]!;
        var path = $"/v3/directline/conversations/{visit["conversationId"]}/activities";
        foreach (var text in new[] { "我要反映", "非工作时间派活", "要求我们每天晚上十点在群里接龙报数", "不清楚", "不清楚", "跳过", "提交" })
            await PostAsync(http, path, token, new JsonObject { ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["id"] = "我的名字" } }.ToJsonString());
        var started = System.Diagnostics.Stopwatch.StartNew();
        while (!await HasReceiptAsync(http, path, token))
        {
            Assert.True(started.Elapsed < TimeSpan.FromSeconds(60), "No receipt came.");
            await Task.Delay(50);
        }
        await bot.StopAsync();

        foreach (var file in Directory.EnumerateFiles(bot.DataDirectory, "*", SearchOption.AllDirectories))
        {
            var content = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file));
            foreach (var marker in new[] { From, Agent, "我的名字" })
                Assert.False(content.Contains(marker, StringComparison.Ordinal), $"{Path.GetFileName(file)} holds {marker}.");
        }
        Assert.DoesNotContain(From, bot.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(Agent, bot.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("upload")]
    [InlineData("ws")]
    public async Task DirectLineJs_AsAPersonWithAFileAndAsAVisitorWithWords_IsContent(string mode)
    {
        await using var bot = await BotProcess.StartedAsync();
        // A visitor's files are not kept, so there is none to read back.
        var seat = mode == "ws"
            ? await PostAsync(bot.Http, "/v3/directline/tokens/anonymous", null, "{}")
            : await bot.DemoAsync("token", new { person = "chenmei", conversation = "new" });

        var (exitCode, output) = await Peer.RunAsync("directline.mjs", ["--url", new Uri(bot.Address, "/v3/directline").ToString(), "--token", (string)seat["token"]!, "--mode", mode, "--say", "帮助", "--say", "查进度", "--say", "取消"]);

        Assert.True(exitCode == 0, output);
        Assert.Contains($"PASSED {mode}", output, StringComparison.Ordinal);
    }

    private static async Task<JsonObject> PostAsync(HttpClient http, string path, string? token, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    private static async Task<bool> HasReceiptAsync(HttpClient http, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        using var answer = await http.SendAsync(request);
        return (await answer.Content.ReadAsStringAsync()).Contains("QZ-", StringComparison.Ordinal);
    }

    private static async ValueTask<Stream> ConnectFromAsync(string address, int port, CancellationToken stop)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port, stop);
        return new NetworkStream(socket, ownsSocket: true);
    }

    [GeneratedRegex("QZ(-[0-9A-Z]{4}){4}")]
    private static partial Regex ReceiptPattern();
}
