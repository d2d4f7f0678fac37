using OpsBot.Core.Regulations;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Tests.Regulations;

public sealed class VerdictTests
{
    [Theory]
    [InlineData("省里的会安排在礼拜三,合规吗", Verdict.Forbidden)]
    [InlineData("常规会议开一个半小时行不行", Verdict.Allowed)]
    [InlineData("常规会议开三个小时行不行", Verdict.Forbidden)]
    [InlineData("政策性文件写了九页,行吗", Verdict.Allowed)]
    [InlineData("政策性文件写了十二页,行吗", Verdict.Forbidden)]
    [InlineData("实施方案写了十四页,算超了吗", Verdict.Allowed)]
    [InlineData("党报订一份算不算摊派", Verdict.Allowed)]
    [InlineData("党报以外的杂志给村里下订阅指标行吗", Verdict.Forbidden)]
    [InlineData("办文化节要不要报批", Verdict.NeedsApproval)]
    [InlineData("银行要村里开收入证明,归这条管吗", Verdict.NotApplicable)]
    [InlineData("白天上班时间在工作群里布置工作行吗", Verdict.NotApplicable)]
    public void Answer_ActDescribed_IsJudgedByTheProvision(string question, Verdict verdict)
    {
        var answer = TestLibrary.Ask(question);

        Assert.Equal(verdict, answer.Verdict);
        Assert.NotEmpty(answer.Citations);
    }

    // "能不开吗" asks to leave it undone: a verdict on the demand would be read the wrong way round, so none is given.
    [Fact]
    public void Answer_AskedTheOtherWayRound_ShowsTheClauseAndGivesNoVerdict()
    {
        var answer = TestLibrary.Ask("住建局让我们村给人开无房证明,能不开吗");

        Assert.Null(answer.Verdict);
        Assert.NotEmpty(answer.Citations);
    }

    [Theory]
    [InlineData("这个月已经第七个调研组问我们同样的问题了")]
    [InlineData("拿办结率给各乡镇排名行不行")]
    public void Answer_OnlySoftWords_GivesNoVerdict(string question) => Assert.Null(TestLibrary.Ask(question).Verdict);

    [Fact]
    public void Answer_HedgedProhibition_ShowsTheHedgeInWords()
    {
        var text = TestLibrary.Ask("晚上十点在群里派活合规吗").Text;

        Assert.StartsWith("按文件，原则上", text);
        Assert.Contains("不是绝对禁止", text);
    }

    [Fact]
    public void Answer_ApprovalPath_IsShown() =>
        Assert.Contains("市委、市政府审批同意", TestLibrary.Ask("泉州市直局要请副县长来开会,走什么程序").Text);

    [Fact]
    public void Answer_NamedPlaceIsSilent_SaysSoAndShowsAnotherPlaceAsReferenceOnly()
    {
        var answer = TestLibrary.Ask("浙江能不能要求村里开证明");

        Assert.Equal(AnswerStatus.NoAnswer, answer.Status);
        Assert.Null(answer.Verdict);
        Assert.Contains("没有写到", answer.Text);
        Assert.Contains(RegulationVerdictTexts.ReferenceOnly("惠州市"), answer.Text);
    }

    [Theory]
    [InlineData("文件最多多少字", "5000字", "10页")]
    [InlineData("能不能按办结率给各局排名", "不提倡", "绩效")]
    [InlineData("典型问题点名曝光,被冤枉了怎么办", "点名道姓", "澄清正名")]
    [InlineData("监督检查要跟到半夜,晚上也布置工作行吗", "原则上非上班时间", "监督检查就跟进到哪里")]
    [InlineData("浙政钉要不要用,工作群不是要清理合并吗", "浙政钉", "清理")]
    [InlineData("发文比2019年只减不增,基数是多少", "没有写2019年的数", "不能编")]
    public void Answer_ContradictionOfTheSources_ShowsBothSidesAndSaysSo(string question, string one, string other)
    {
        var text = TestLibrary.Ask(question).Text;

        Assert.Contains(one, text);
        Assert.Contains(other, text);
        Assert.Contains("请注意：", text);
    }

    [Fact]
    public void Answer_FrequentSlip_IsCorrected() =>
        Assert.Equal(TestLibrary.Ask("迎检要台账,行吗").Citations[0].ClauseId, TestLibrary.Ask("迎检要台帐,行吗").Citations[0].ClauseId);
}
