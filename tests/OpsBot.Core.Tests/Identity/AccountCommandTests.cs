using OpsBot.Core.Identity;

namespace OpsBot.Core.Tests.Identity;

public sealed class AccountCommandTests
{
    [Theory]
    [InlineData("绑定账号", AccountCommandKind.Link, "")]
    [InlineData("关联账号", AccountCommandKind.Link, "")]
    [InlineData("帮我绑定账户。", AccountCommandKind.Link, "")]
    [InlineData("绑定 1234 5678", AccountCommandKind.Link, "12345678")]
    [InlineData("关联账号：１２３４５６７８", AccountCommandKind.Link, "12345678")]
    [InlineData("1234-5678", AccountCommandKind.Link, "12345678")]
    [InlineData("我的账号", AccountCommandKind.Show, "")]
    [InlineData("解除绑定", AccountCommandKind.Unlink, "")]
    [InlineData("解除绑定 7k3f2a", AccountCommandKind.Unlink, "7K3F2A")]
    [InlineData("解除 7K3F2A", AccountCommandKind.Unlink, "7K3F2A")]
    [InlineData("提醒发到 7K3F2A", AccountCommandKind.Prefer, "7K3F2A")]
    public void Read_Command_IsUnderstood(string text, AccountCommandKind kind, string argument) =>
        Assert.Equal(new AccountCommand(kind, argument), AccountCommand.Read(text, 8));

    [Theory]
    [InlineData("账号绑定有什么规定")]
    [InlineData("解除")]
    [InlineData("解除通报")]
    [InlineData("123456789")]
    [InlineData("1234567")]
    [InlineData("QZ-1234-5678-9ABC-DEFG")]
    [InlineData("提醒发到群里合规吗")]
    public void Read_SomethingElse_IsLeftAlone(string text) => Assert.Null(AccountCommand.Read(text, 8));

    [Fact]
    public void Read_DigitsAlone_AreNoCodeWhereNoneIsTaken() => Assert.Null(AccountCommand.Read("12345678", null));

    [Fact]
    public void Draw_ManyCodes_AreEightDigitsEvenlySpread()
    {
        var random = new Random(5);
        var first = new int[10];
        var entropy = new byte[32];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(entropy);
            var code = LinkCode.Draw(entropy, 8);
            Assert.Equal(8, code.Length);
            first[code[0] - '0']++;
        }
        Assert.All(first, count => Assert.InRange(count, 1800, 2200));
        Assert.Equal(LinkCode.Draw(entropy, 8), LinkCode.Draw(entropy, 8));
    }

    [Theory]
    [InlineData("""{"schema":2}""")]
    [InlineData("""{"schema":1,"codeDigits":4,"codeMinutes":10,"codesPerHour":5,"wrongTriesPerHour":5,"mostLinked":8,"channels":["wecom"]}""")]
    [InlineData("[")]
    public void Parse_BadRules_AreRefused(string json) => Assert.NotEmpty(LinkRules.Parse(json).Faults);
}
