using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>The main story, played through the page in a real browser.</summary>
public sealed partial class StoryTests
{
    [Fact]
    public async Task Story_FromQuestionToClosedCase_PlaysThroughThePage()
    {
        await using var bot = await BotProcess.StartedAsync();
        await bot.MoveToEveningAsync();
        await using var chat = await ChatPage.OpenAsync(bot, "chenmei");

        // A cadre asks, and gets the clause word for word with its source and kind.
        await chat.SayAsync("县里晚上十点派活合规吗", "原则上非上班时间不作工作布置");
        Assert.Contains("惠州", await chat.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("媒体报道", await chat.TextAsync(), StringComparison.Ordinal);

        // She reports; a question in the middle is answered and the draft goes on.
        await chat.SayAsync("我要反映", "保密反映");
        await chat.PressAsync("保密反映");
        await chat.SeesAsync("属于哪一类");
        await chat.SayAsync("非工作时间派活", "请说说是什么事");
        await chat.SayAsync("县里连着三个晚上十点以后在群里派任务，要求当晚报数", "是哪个单位");
        await chat.SayAsync("市级视频会议能开到乡镇吗", "原则上只开到县级");
        await chat.SeesAsync("您的反映我留着");
        await chat.SayAsync("安澜县", "是什么时候的事");
        await chat.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await chat.PressAsync("跳过");
        await chat.SeesAsync("请核对");
        await chat.PressAsync("提交");
        await chat.SeesAsync("回执号：QZ-");
        var receipt = ReceiptPattern().Match(await chat.TextAsync()).Value;
        await chat.ScreenshotAsync("story-1-receipt.png");

        // The special office, still in the evening: verifies, and dispatches to two units with one form.
        await chat.BecomeAsync("linxia");
        await chat.SeesAsync("林霞，您好");
        Assert.DoesNotContain("待核实", await chat.TextAsync(), StringComparison.Ordinal);
        await chat.SayAsync("案件列表", "待核实");
        var number = CasePattern().Match(await chat.TextAsync()).Value;
        await chat.SayAsync($"核实 {number}", "写好了");
        await chat.PressAsync("照此");
        await chat.SeesAsync("已核实");
        await chat.PressAsync("安澜县 被反映");
        await chat.SeesAsync("都标好了");
        await chat.SayAsync($"交办 {number}", "属地单位");
        await chat.Page.Locator("#territory select").SelectOptionAsync("yunling");
        await chat.Page.Locator("#industry select").SelectOptionAsync("minzheng");
        await chat.Page.Locator("#days select").SelectOptionAsync("3");
        await chat.Page.Locator("#quality textarea").FillAsync("夜间不再派活");
        await chat.Page.Locator("#feedback textarea").FillAsync("书面说明整改情况");
        await chat.ScreenshotAsync("story-2-dispatch.png");
        await chat.PressAsync("交办");
        await chat.SeesAsync("已同时交办");

        // It is evening: the handler has nothing yet. In the morning the assignment is there.
        await chat.BecomeAsync("heli");
        await chat.SeesAsync("何力，您好");
        Assert.DoesNotContain(number, await chat.TextAsync(), StringComparison.Ordinal);
        var morning = await bot.NextOpeningAsync();
        await chat.MoveClockAsync(morning.AddMinutes(5));
        await chat.SeesAsync($"{number}");
        await chat.PressAsync("接受");
        await chat.SeesAsync("已接受");
        await chat.ScreenshotAsync("story-3-morning.png");
        await chat.BecomeAsync("caojing");
        await chat.SayAsync($"接受 {number}", "已接受");

        // Before the deadline one reminder, after it one escalation.
        await chat.BecomeAsync("heli");
        await SleepOverAsync(bot);
        await SleepOverAsync(bot);
        await chat.SeesAsync("快到时限了");
        Assert.Equal(1, await CountAsync(bot, "heli", "快到时限了"));
        await SleepOverAsync(bot);
        await chat.BecomeAsync("linxia");
        await chat.SeesAsync("已过时限");
        Assert.Equal(2, await CountAsync(bot, "linxia", "已过时限"));

        // Both report back, the office approves, the reporter is told, the case closes.
        await chat.BecomeAsync("heli");
        await chat.SayAsync($"办结反馈 {number} 已停止夜间派活，任务改在上班时间布置", "已交专班审核");
        await chat.BecomeAsync("caojing");
        await chat.SayAsync($"办结反馈 {number} 已约谈县里负责人并书面说明", "已交专班审核");
        await chat.BecomeAsync("linxia");
        await chat.SayAsync($"同意 {number} 属地", "属地已通过");
        await chat.SayAsync($"同意 {number} 行业", "两条都通过了");
        await chat.SayAsync($"反馈 {number}", "发出答复");
        await chat.PressAsync("照此");
        await chat.SeesAsync("送达后自动办结");
        await chat.BecomeAsync("chenmei");
        await chat.SeesAsync("您反映的问题办好了");
        await chat.SayAsync(receipt, "已办结");
        await chat.ScreenshotAsync("story-4-closed.png");

        Assert.Empty(chat.Outside);
        Assert.Empty(chat.Faults);
    }

    // From one morning to the next. What the morning brings must have arrived before the clock moves on: a reminder that
    // is overtaken by its deadline is rightly not sent any more.
    private static async Task SleepOverAsync(BotProcess bot)
    {
        var now = await bot.NextOpeningAsync();
        await bot.MoveClockAsync(new DateTimeOffset(now.Date.AddHours(19), now.Offset));
        await bot.MoveClockAsync((await bot.NextOpeningAsync()).AddMinutes(1));
    }

    // The page repeats texts for screen readers, so messages are counted where they are stored.
    private static async Task<int> CountAsync(BotProcess bot, string person, string text)
    {
        var chat = await ChatClient.OpenAsync(bot, person);
        await chat.PollAsync();
        return chat.Seen.Count(activity => ChatClient.TextOf(activity).Contains(text, StringComparison.Ordinal));
    }

    [GeneratedRegex("QZ(-[0-9A-Z]{4}){4}")]
    private static partial Regex ReceiptPattern();

    [GeneratedRegex(@"\d{4}-[0-9A-Z]{4}")]
    private static partial Regex CasePattern();
}
