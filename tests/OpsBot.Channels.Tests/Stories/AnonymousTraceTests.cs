using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.Stories;

/// <summary>
/// The attack: somebody with a known account tells a story and then wants to stay unnamed; later all that is stored is read.
/// Once for every channel, by buttons, numbers and words.
/// </summary>
public sealed class AnonymousTraceTests
{
    private const string Marker = "标记词甲乙丙";
    private const string Person = "chenmei";

    public static TheoryData<string> AllLines => Lines.Names;

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Choose_ByButtonOrNumberAfterAStory_LeavesNoWordOfIt(string line)
    {
        await using var host = await StartAsync(line);
        var phone = new Phone(host, Person);
        await phone.SayAsync($"我要反映 {Marker}，县里连着三晚十点后派任务", "您可以选一种方式反映");

        var answer = await phone.ChooseAsync("匿名反映", StoryBot.PublicFormAddress);

        await AssertGoneAsync(host, answer);
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Choose_LaterAfterThreeDaysAndAsides_LeavesNoWordOfIt(string line)
    {
        await using var host = await StartAsync(line);
        var phone = new Phone(host, Person);
        await phone.SayAsync("我要反映", "您可以选一种方式反映");
        await phone.ChooseAsync("保密反映", "属于哪一类");
        await phone.SayAsync("非工作时间派活", "请说说是什么事");
        await phone.SayAsync($"{Marker}县里晚上派活合规吗？", "您的反映我留着");
        await phone.SayAsync($"{Marker}连着三晚十点后在群里派任务，要当晚报数", "是哪个单位");
        await phone.SayAsync($"{Marker}乡", "是什么时候的事");
        host.Clock.Advance(TimeSpan.FromHours(73));
        await phone.SayAsync("继续", "是什么时候的事");
        await phone.SayAsync($"{Marker}昨晚", "有没有想补充的线索");
        await phone.SayAsync(Marker, "请核对");

        var answer = await phone.SayAsync("改成匿名", StoryBot.PublicFormAddress);

        await AssertGoneAsync(host, answer);
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Choose_InTheFirstWords_LeavesNoWordOfIt(string line)
    {
        await using var host = await StartAsync(line);

        await AssertGoneAsync(host, await new Phone(host, Person).SayAsync($"我要匿名举报 {Marker}连着三晚十点后派任务", StoryBot.PublicFormAddress));
    }

    [Theory]
    [MemberData(nameof(AllLines))]
    public async Task Cancel_AfterAStory_LeavesNoWordOfIt(string line)
    {
        await using var host = await StartAsync(line);
        var phone = new Phone(host, Person);
        await phone.SayAsync($"我要反映 {Marker}，县里连着三晚十点后派任务", "您可以选一种方式反映");
        await phone.SayAsync("取消", "没有保留");

        await AssertNoWordsAsync(host);
    }

    [Theory]
    [InlineData("Direct Line, cards")]
    [InlineData("Direct Line, words")]
    public async Task Visitor_Files_StoryStandsInTheSealedOriginalAlone(string line)
    {
        await using var host = await StartAsync(line);
        await host.Line.OpenAsync("linxia");
        var phone = new Phone(host, "visitor-1");
        await phone.SayAsync($"我要反映 {Marker}，县里连着三晚十点后派任务", "属于哪一类");
        await phone.SayAsync("非工作时间派活", "是哪个单位");
        await phone.SayAsync("安澜县", "是什么时候的事");
        await phone.SayAsync("昨天晚上10点", "有没有想补充的线索");
        await phone.ChooseAsync("跳过", Marker);
        await phone.ChooseAsync("提交", "回执号：QZ-");

        var kept = host.Store.WordsOf(StoryHost.Tenant).Where(w => w.Contains(Marker, StringComparison.Ordinal)).ToArray();
        Assert.StartsWith(SealedOriginal.Kind.Name, Assert.Single(kept), StringComparison.Ordinal);
        Assert.DoesNotContain("visitor-1", kept[0], StringComparison.Ordinal);
    }

    private static async Task<StoryHost> StartAsync(string line)
    {
        var host = await StoryHost.StartAsync(Lines.Of(line));
        await host.Line.OpenAsync(Person);
        return host;
    }

    private static async Task AssertGoneAsync(StoryHost host, string answer)
    {
        Assert.Contains(answer.Split('\n'), l => l.Trim() == StoryBot.PublicFormAddress);
        await AssertNoWordsAsync(host);
        Assert.DoesNotContain(host.Store.WordsOf(StoryHost.Tenant), w => w.StartsWith(Case.Kind.Name + ":", StringComparison.Ordinal));

        // Half an hour later not even that somebody wanted it.
        host.Clock.Advance(TimeSpan.FromHours(1));
        var sweep = new DueSweepHandler(
            host.Store.Due,
            [
                new ChoiceExpiryHandler(host.Store.Changes, new SeededEntropy(), host.Clock), new LogCompaction(new Rewritten(), host.Store.Changes, new SeededEntropy(), host.Clock),
                new LogRetentionHandler(host.Store.Log, host.Store.Records, host.Store.Changes, new SeededEntropy(), host.Clock), new Other("question"), new Other("expire"), new Other("case"),
            ],
            host.Clock,
            new MachineClock(host.Clock));
        while (await sweep.RunOnceAsync(StoryHost.Tenant, default) > 0)
        {
        }
        Assert.DoesNotContain(host.Store.WordsOf(StoryHost.Tenant), w => w.Contains("匿名反映不能在这里交", StringComparison.Ordinal));
    }

    private static async Task AssertNoWordsAsync(StoryHost host)
    {
        // An answer whose sending is under way is not kept for longer either.
        for (var i = 0; i < 20; i++)
        {
            Assert.DoesNotContain(host.Store.WordsOf(StoryHost.Tenant), w => w.Contains(Marker, StringComparison.Ordinal));
            await Task.Delay(5);
        }
        Assert.DoesNotContain(Marker, host.Logged.Text, StringComparison.Ordinal);
    }

    private sealed class Rewritten : IStoreCompaction
    {
        public Task<bool> RequestAsync(CancellationToken cancellationToken) => Task.FromResult(true);
    }

    /// <summary>Not what is looked at here.</summary>
    private sealed class Other(string kind) : IDueHandler
    {
        public string Kind => kind;

        public Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
