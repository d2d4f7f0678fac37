using OpsBot.Core.Regulations.Provisions;

namespace OpsBot.Core.Tests.Regulations.Provisions;

public sealed class ProvisionParserTests
{
    private static readonly ProvisionParser Parser = new(TestLibrary.Pack.Provisions);

    [Theory]
    [InlineData("不得随意抽调下级机关工作人员。", ProvisionForce.Forbidden)]
    [InlineData("原则上非上班时间不作工作布置。", ProvisionForce.ForbiddenInPrinciple)]
    [InlineData("鼓励部门组团联合督查。", ProvisionForce.Encouraged)]
    [InlineData("只可召集县级对应部门负责同志参加。", ProvisionForce.Permitted)]
    [InlineData("未经批准不得擅自增加成员。", ProvisionForce.Approval)]
    [InlineData("避免扎堆调研、重复走访。", ProvisionForce.Soft)]
    [InlineData("不提倡对服务数量进行考核排名。", ProvisionForce.Soft)]
    public void Parse_OnePart_ReadsItsForce(string text, ProvisionForce force) => Assert.Equal(force, Parser.Parse(text).Provisions[0].Force);

    [Fact]
    public void Parse_Condition_TakesTheForceOfWhatFollows()
    {
        var record = Parser.Parse("凡能用电话、文件等方式解决问题的,一律不开会。");

        Assert.All(record.Provisions, part => Assert.Equal(ProvisionForce.Forbidden, part.Force));
    }

    [Fact]
    public void Parse_Clause_ReadsExceptionApprovalAndLimit()
    {
        var record = Parser.Parse(TestLibrary.Pack.Library.Find("zhejiang-2020:23")!.Text);

        Assert.True(Assert.Single(record.Exceptions).HasApproval);
        Assert.NotEmpty(record.Approvals);
        Assert.Contains(record.Quantities, quantity => quantity is { Value: 10, Unit: "个", IsLimit: true });
    }

    [Fact]
    public void Parse_EveryClause_PartsCoverTheTextWithoutGap() =>
        Assert.All(TestLibrary.Pack.Library.Clauses, clause =>
        {
            var at = 0;
            foreach (var part in Parser.Parse(clause.Text).Provisions)
            {
                Assert.Equal(at, part.Start);
                at = part.End;
            }

            Assert.Equal(clause.Text.Length, at);
        });

    [Theory]
    [InlineData("开了一个半小时", 1.5, "小时")]
    [InlineData("三个钟头", 3, "小时")]
    [InlineData("写了近万字", 10_000, "字")]
    [InlineData("一万二千字", 12_000, "字")]
    [InlineData("5000字", 5000, "字")]
    [InlineData("十四页", 14, "页")]
    public void Read_SpokenNumber_GivesValueAndUnit(string text, double value, string unit)
    {
        var quantity = Assert.Single(new QuantityReader(TestLibrary.Pack.Provisions).Read(text));

        Assert.Equal(value, quantity.Value);
        Assert.Equal(unit, quantity.Unit);
    }
}
