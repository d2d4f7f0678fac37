using OpsBot.Core.Regulations.Model;
using OpsBot.Web.Model;

namespace OpsBot.Core.Tests.Regulations.Model;

public sealed class PolishCheckTests
{
    private static readonly PolishCheck Check = AnswerPolish.ReadCheck(TestLibrary.Reader);

    private static readonly PolishRequest Request = new(
        "原则上不得超过5000字，确需超过的应当报批。", ["综合报告原则上不得超过五千字，确需超过的应当报县委办公室批准，一年不超过2次，见《若干措施》。"]);

    [Theory]
    [InlineData("综合报告原则上不得超过5000字，确需超过的要报批。", null)]
    [InlineData("综合报告原则上不得超过五千字，确需超过的要报县委办公室批准。", null)]
    [InlineData("《若干措施》说，“综合报告原则上不得超过五千字”，确需超过的要报批。", null)]
    [InlineData("", PolishFault.Empty)]
    [InlineData("原则上不得超过5000字，\n确需超过的要报批。", PolishFault.NotOneLine)]
    [InlineData("原则上不得超过6000字，确需超过的要报批。", PolishFault.ForeignNumber)]
    [InlineData("原则上不得超过5000人，确需超过的要报批。", PolishFault.ForeignNumber)]
    [InlineData("原则上一年不得超过三次，确需超过的要报批。", PolishFault.ForeignNumber)]
    [InlineData("“报告不得超过五千字”，原则上如此，确需超过的要报批。", PolishFault.ForeignQuote)]
    [InlineData("“综合报告原则上不得超过五千字，确需超过的要报批。", PolishFault.ForeignQuote)]
    [InlineData("《中央规定》原则上不得超过5000字，确需超过的要报批。", PolishFault.ForeignTitle)]
    [InlineData("原则上可以超过5000字，确需超过的要报批。", PolishFault.VerdictChanged)]
    [InlineData("原则上不得超过5000字，确需超过的就超过。", PolishFault.VerdictChanged)]
    [InlineData("不得超过5000字，超过的要报批。", PolishFault.HedgeChanged)]
    [InlineData("原则上不得超过5000字，确需报批，否则罚款拘留并且开除公职追究刑责全家连坐。", PolishFault.ForeignWords)]
    [InlineData("原则上不得超过5000字，确需报批，see http evil。", PolishFault.ForeignWords)]
    public void Find_Output_IsJudgedByTheClause(string output, PolishFault? fault) => Assert.Equal(fault, Check.Find(Request, output));

    [Fact]
    public void Find_TooLong_IsRefused() => Assert.Equal(PolishFault.TooLong, Check.Find(Request, new string('不', 500)));

    [Fact]
    public void Of_AnswerWithoutClause_AsksNothing() => Assert.Null(PolishRequest.Of(TestLibrary.Ask("你好"), TestLibrary.Pack.Library));

    [Fact]
    public void Of_Answer_HoldsClausesAndSentenceButNotTheQuestion()
    {
        var answer = TestLibrary.Ask("我是石狮王小明，晚上能在群里布置工作吗");
        var request = PolishRequest.Of(answer, TestLibrary.Pack.Library)!;

        Assert.DoesNotContain("王小明", request.Sentence + string.Concat(request.Clauses));
        Assert.Equal("新句" + answer.Text[request.Sentence.Length..], PolishRequest.Replace(answer, "新句").Text);
    }
}
