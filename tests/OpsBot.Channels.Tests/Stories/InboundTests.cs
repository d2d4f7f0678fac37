using OpsBot.Core.Complaints;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>What a platform delivers again, late or out of order does nothing twice on any channel; what is old is refused.</summary>
public sealed class InboundTests
{
    private const string Person = "chenmei";

    public static TheoryData<string> AllLines => Lines.Names;

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Message_DeliveredAtOnceAndAgainAndOutOfOrder_IsTakenOnce(string name)
    {
        await using var host = await StoryHost.StartAsync(Lines.Of(name));
        await host.Line.OpenAsync(Person);
        var phone = new Phone(host, Person);
        await phone.SayAsync("帮助", "");
        var sentAt = host.Clock.Now;
        Task<int> Deliver(string id, string text)
        {
            // The platforms' budgets refill by the clock.
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            return host.Line.SayAsync(Person, text, id, sentAt);
        }

        // Four at once: one is taken, each is acknowledged or asked to come again.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Deliver("first", "我要反映")));
        await phone.SeesAsync("保密反映");
        Assert.Equal(200, await Deliver("second", "保密反映"));
        await phone.SeesAsync("属于哪一类");
        // The first two come again, the newer one before the older.
        Assert.Equal(200, await Deliver("second", "保密反映"));
        Assert.Equal(200, await Deliver("first", "我要反映"));
        // The next answer still belongs to the question that is open.
        Assert.Equal(200, await Deliver("third", "非工作时间派活"));
        await phone.SeesAsync("请说说是什么事");
        var shown = (await host.Line.ShownToAsync(Person)).Select(s => s.Words).ToArray();

        Assert.Single(shown, w => w.Contains("属于哪一类", StringComparison.Ordinal));
        Assert.Single(shown, w => w.Contains("请说说是什么事", StringComparison.Ordinal));
        Assert.Single(shown, w => w.Contains("您可以选一种方式反映", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Confirmation_DeliveredThreeTimes_FilesOneCase(string name)
    {
        await using var host = await StoryHost.StartAsync(Lines.Of(name));
        await host.Line.OpenAsync(Person);
        await host.Line.OpenAsync("linxia");
        var phone = new Phone(host, Person);
        await phone.SayAsync("我要反映 县里连着三晚十点后在群里派任务", "保密反映");
        await phone.ChooseAsync("保密反映", "属于哪一类");
        await phone.SayAsync("非工作时间派活", "是哪个单位");
        await phone.SayAsync("安澜县", "是什么时候的事");
        await phone.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await phone.ChooseAsync("跳过", "请核对");
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, await host.Line.SayAsync(Person, "提交", "submit", host.Clock.Now));
        await phone.SeesAsync("回执号：QZ-");
        await new Phone(host, "linxia").SeesAsync("新反映");

        Assert.Single((await host.Line.ShownToAsync(Person)), s => s.Words.Contains("回执号：QZ-", StringComparison.Ordinal));
        Assert.Single(await host.Store.Records.ListAsync(StoryHost.Tenant, new Core.Changes.IndexQuery(Case.OpenIndex, 10), default));
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Message_OfTheDayBeforeYesterday_IsRefusedAndLeavesNothing(string name)
    {
        await using var host = await StoryHost.StartAsync(Lines.Of(name));
        await host.Line.OpenAsync(Person);
        var status = await host.Line.SayAsync(Person, "我要反映", "old", host.Clock.Now.AddHours(-49));

        Assert.InRange(status, 400, 403);
        var phone = new Phone(host, Person);
        await phone.SayAsync("帮助", "我要反映");
        await phone.SayAsync("非工作时间派活", StoryBot.LibraryAnswer);
        Assert.DoesNotContain(await host.Line.ShownToAsync(Person), s => s.Words.Contains("您可以选一种方式反映", StringComparison.Ordinal));
    }
}
