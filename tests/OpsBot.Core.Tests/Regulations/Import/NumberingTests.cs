using OpsBot.Core.Regulations.Import;

namespace OpsBot.Core.Tests.Regulations.Import;

public sealed class NumberingTests
{
    private const string Rule = "各部门不得要求基层重复填报相同的数据，确需填报的应当说明依据和用途。";

    public static TheoryData<string, string[]> Mixes => new()
    {
        { $"第一编 总则\n第一章 目的\n第一节 范围\n第一条 {Rule}\n第二节 原则\n第二条 {Rule}\n第三条之一 {Rule}", ["1", "2", "3-1"] },
        { $"一、文件\n（一）发文\n1.{Rule}\n2.{Rule}\n（二）转发\n1.{Rule}", ["一(一)-1", "一(一)-2", "一(二)-1"] },
        { $"一、文件\n（一）{Rule}\n1.{Rule}\n（二）{Rule}\n1.{Rule}", ["一(一)", "一(一)-1", "一(二)", "一(二)-1"] },
        { $"一、文件\n第一条 {Rule}\n二、会议\n第二条 {Rule}", ["1", "2"] },
        { $"第一条 有下列情形之一的：\n（一）{Rule}\n（二）{Rule}\n第二条 {Rule}\n1.{Rule}", ["1", "2"] },
        { $"第一条 文件\n（一）{Rule}\n（二）{Rule}\n第二条 会议\n（一）{Rule}", ["1(一)", "1(二)", "2(一)"] },
        { $"第一章 文件\n第一条 {Rule}\n第二章 会议\n第一条 {Rule}", ["第一章-1", "第二章-1"] },
        { $"1．{Rule}\n２、{Rule}\n十一、{Rule}", ["1", "2", "十一"] },
        { $"1.{Rule}\n2.少开会\n3.少发文", ["1", "2", "3"] },
    };

    [Theory]
    [MemberData(nameof(Mixes))]
    public void Import_MixOfNumbering_GivesEachClauseItsCitableNumber(string body, string[] numbers) =>
        Assert.Equal(numbers, Import($"关于减负的办法\n{body}").Clauses.Select(clause => clause.Number));

    [Fact]
    public void Import_EnumerationInAnArticle_StaysWithItAndKeepsItsMarks()
    {
        var article = Import($"关于减负的办法\n第一条 有下列情形之一的：\n（一）{Rule}\n（二）{Rule}\n第二条 {Rule}").Clauses[0];

        Assert.Equal($"有下列情形之一的：\n（一）{Rule}\n（二）{Rule}", article.Text);
    }

    [Fact]
    public void Import_TableOfContents_IsCut()
    {
        var result = Import($"关于减负的办法\n目 录\n第一章 总则……1\n第二章 附则 …… 12\n第一章 总则\n第一条 {Rule}\n第二章 附则\n第二条 {Rule}");

        Assert.Equal(["1", "2"], result.Clauses.Select(clause => clause.Number));
        Assert.Equal(3, result.Lines.Count(line => line is { Disposition: LineDisposition.Cut, Reason: "目录" }));
    }

    [Fact]
    public void Import_RadicalForms_BecomeCommonCharacters() =>
        Assert.Equal("部门不得层层转发，不得变相要求基层报送材料。", Import("关于减负的办法\n第⼀条 部⻔不得层层转发，不得变相要求基层报送材料。").Clauses[0].Text);

    private static ImportResult Import(string text) => TestLibrary.Importer.Import(SourceText.Plain(text, new string('0', 64)) with { IsPaged = true }, "trial");
}
