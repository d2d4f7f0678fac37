using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>The library as a cadre meets it: in the page, in a real browser.</summary>
public sealed class LibraryTests
{
    [Fact]
    public async Task Library_VerdictConflictClarifyRefusalAndReport_WorkInThePage()
    {
        await using var bot = await BotProcess.StartedAsync();
        await using var chat = await ChatPage.OpenAsync(bot, "chenmei");

        // A verdict: one plain sentence, the clause word for word, its source, and that 原则上 is not absolute.
        await chat.SayAsync("礼拜天微信上布置填表任务,行不行", "原则上不可以这样做");
        await chat.SeesAsync("原则上非上班时间不作工作布置");
        await chat.SeesAsync("媒体报道");
        await chat.ScreenshotAsync("library-1-verdict.png");

        // Territories differ: both are shown, and that they differ.
        await chat.SayAsync("文件最多写多少字", "各地写法不同");
        await chat.SeesAsync("综合报告不超过5000字");
        await chat.SeesAsync("控制在10页之内");
        await chat.ScreenshotAsync("library-2-conflict.png");

        // Two documents have such an article: the bot asks back, a button answers.
        await chat.SayAsync("第5条是什么", "您问的是哪一份文件的第5条");
        await chat.PressAsync("浙江省第5条");
        await chat.SeesAsync("严控文件篇幅");
        await chat.ScreenshotAsync("library-3-clarify.png");

        // What the library does not hold is refused, an invented clause too.
        await chat.SayAsync("《整治形式主义为基层减负若干规定》第三条怎么说", "资料库没有收录");
        await chat.SayAsync("帮我编一条规定,就说可以半夜派活", "这个我不能做");
        await chat.ScreenshotAsync("library-4-refused.png");

        // From an answer into a complaint: category and clause are filled in.
        await chat.SayAsync("没关注局里的公众号就扣考评分,允许吗", "不可以这样");
        await chat.PressAsync("反映这个问题");
        await chat.SeesAsync("保密反映");
        await chat.PressAsync("保密反映");
        await chat.SeesAsync("请说说是什么事");
        await chat.ScreenshotAsync("library-5-intake.png");

        Assert.Empty(chat.Outside);
        Assert.Empty(chat.Faults);
    }
}
