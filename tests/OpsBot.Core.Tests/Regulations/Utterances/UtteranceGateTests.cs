using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Utterances;

namespace OpsBot.Core.Tests.Regulations.Utterances;

/// <summary>Nothing is ruled where nothing was asked.</summary>
public sealed class UtteranceGateTests
{
    private static readonly UtteranceReader Reader = new(TestLibrary.Pack.Utterances, new CommandReader(TestLibrary.Pack.Commands));

    [Theory]
    [InlineData("全部案件", "案件列表")]
    [InlineData("提交审批", "待我审批")]
    [InlineData("不属于我单位", "我的任务")]
    [InlineData("申请延期", "我的任务")]
    [InlineData("送达证明", "我的通知")]
    [InlineData("帮助\u200b", "帮助")]
    [InlineData("查看我的回执", "查进度")]
    public void Answer_NearACommand_NamesTheCommand(string text, string command)
    {
        var answer = TestLibrary.Ask(text);

        Assert.Equal((AnswerStatus.Clarify, null), (answer.Status, answer.Verdict));
        Assert.Empty(answer.Citations);
        Assert.Contains(command, answer.Options);
        Assert.Contains($"“{command}”", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("再看一下")]
    [InlineData("太长")]
    [InlineData("举一反三")]
    [InlineData("👍")]
    [InlineData("那就先这样吧")]
    [InlineData("还是不太行")]
    [InlineData("换个说法")]
    [InlineData("啊啊啊啊")]
    [InlineData("asdfgh")]
    [InlineData("今天好热")]
    [InlineData("生日快乐呀")]
    [InlineData("【停电提醒】周六上午停电，请提前充电")]
    public void Answer_NothingAsked_HasNeitherClauseNorVerdict(string text)
    {
        var answer = TestLibrary.Ask(text);

        Assert.Null(answer.Verdict);
        Assert.Empty(answer.Citations);
    }

    [Theory]
    [InlineData("再不处理我就不活了")]
    [InlineData("我真的活不下去了")]
    [InlineData("我想自杀")]
    [InlineData("天天填表，我死了算了")]
    public void Answer_WordsOfSelfHarm_NamesSomebodyToCall(string text)
    {
        var answer = TestLibrary.Ask(text);

        Assert.Contains("12356", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Verdict);
        Assert.Empty(answer.Citations);
    }

    [Theory]
    [InlineData("累死了")]
    [InlineData("笑死我了")]
    [InlineData("员工自杀公司要赔偿吗")]
    public void Read_NoDanger_IsNoAlarm(string text) => Assert.Null(Reader.Alarm(text));

    [Theory]
    [InlineData("村委会可以不挂牌子吗")]
    [InlineData("我能不能拒绝下班后的工作安排")]
    [InlineData("这种证明能不开吗")]
    [InlineData("我们必须参加吗")]
    [InlineData("难道村里还得天天打卡")]
    [InlineData("不用再报一遍了吧")]
    [InlineData("不装这个软件行不行")]
    public void Read_TurnedRound_IsSeen(string text) => Assert.True(Reader.IsTurned(text));

    [Theory]
    [InlineData("能不能要求村里打卡")]
    [InlineData("县里晚上十点派活合规吗")]
    [InlineData("会议可不可以开三个小时")]
    [InlineData("常规会议开三个小时行不行")]
    [InlineData("这样搞可以不")]
    public void Read_AskedStraight_IsNotTurned(string text) => Assert.False(Reader.IsTurned(text));

    [Fact]
    public void Answer_TurnedRound_ShowsTheClauseWithoutAVerdict()
    {
        var answer = TestLibrary.Ask("我能不能拒绝下班后的工作安排");

        Assert.Equal((AnswerStatus.Answered, null), (answer.Status, answer.Verdict));
        Assert.NotEmpty(answer.Citations);
        Assert.Contains("不替它下结论", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("什么是代位继承")]
    [InlineData("房东不退押金怎么办")]
    [InlineData("公司让我签空白合同")]
    [InlineData("乡镇天天让村里报表")]
    [InlineData("县里连着三个晚上在群里派任务")]
    public void Read_LayQuestion_IsAQuestion(string text) => Assert.Equal(UtteranceKind.Question, Reader.Read(text, isKnownMatter: false).Kind);

    [Fact]
    public void Answer_ClauseOfASpeech_NeverJudges() =>
        Assert.All(
            TestLibrary.Pack.Library.Clauses.Where(clause => clause.Document.Kind == ClauseKind.SampleSpeech),
            clause =>
            {
                var answer = TestLibrary.Ask(clause.Text[..Math.Min(clause.Text.Length, 60)] + ",这样做合规吗");
                Assert.True(answer.Citations.Count == 0 || answer.Verdict is null || TestLibrary.Pack.Library.Find(answer.Citations[0].ClauseId)!.Document.Kind != ClauseKind.SampleSpeech);
            });

    [Fact]
    public void Answer_WideDigitsAndSigns_AreReadAsNarrowOnes() => Assert.Equal("zhejiang-2020:12", TestLibrary.Ask("浙江第１２条？").Citations[0].ClauseId);

    [Fact]
    public void Pack_Helplines_NameTheirSource() =>
        Assert.All([.. TestLibrary.Pack.Helplines.SelfHarm, .. TestLibrary.Pack.Helplines.Violence], line => Assert.NotEmpty(line.Source));

    [Fact]
    public async Task Chat_DistressInAReport_IsAnsweredAndTheDraftStays()
    {
        var chat = new RegulationChat();
        await chat.SayAsync(RegulationChat.Stranger, "我要反映");
        var before = await chat.ConversationOfAsync(RegulationChat.Stranger);

        var said = await chat.SayAsync(RegulationChat.Stranger, "我不想活了");

        Assert.Contains("12356", said.Text, StringComparison.Ordinal);
        var after = await chat.ConversationOfAsync(RegulationChat.Stranger);
        Assert.Equal((before.Dialog, before.Draft!.Value.GetRawText()), (after.Dialog, after.Draft!.Value.GetRawText()));
    }

    [Fact]
    public async Task Chat_ReportWithDistressInIt_IsBegunAndAnswered()
    {
        var chat = new RegulationChat();

        var said = await chat.SayAsync(RegulationChat.Stranger, "我要反映，县里连着三个晚上十点以后在群里派任务，要求当晚报数，我真的不想活了");

        Assert.Contains("12356", said.Text, StringComparison.Ordinal);
        Assert.Equal("intake", (await chat.ConversationOfAsync(RegulationChat.Stranger)).Dialog);
    }

    [Theory]
    [InlineData("history")]
    [InlineData("I want to know the rule about night work")]
    [InlineData("MARKx7story，县里连着三晚十点后在群里派任务")]
    [InlineData("die Regel, please")]
    [InlineData("how to kill a process")]
    public void Alarm_WordsThatMeanNothingOfTheKind_IsNone(string text) => Assert.Null(Reader.Alarm(text));

    [Theory]
    [InlineData("i want to die")]
    [InlineData("Sometimes I think I should kill myself")]
    public void Alarm_EnglishWords_AreHeard(string text) => Assert.Equal(UtteranceKind.Distress, Reader.Alarm(text));

    [Fact]
    public void Pack_AlarmWords_AreNoPiecesOfOtherWords() =>
        Assert.DoesNotContain(TestLibrary.Pack.Utterances.Distress.Plain, word => word.Length < 2 || (word.All(char.IsAsciiLetter) && word.Length < 7));

    [Fact]
    public async Task Chat_Distress_IsAnsweredWithoutADraft() =>
        Assert.Contains("12356", (await new RegulationChat().SayAsync(RegulationChat.Stranger, "活着没意思")).Text, StringComparison.Ordinal);
}
