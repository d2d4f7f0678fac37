using OpsBot.Core.Complaints;

namespace OpsBot.Core.Tests.Complaints;

public class ReceiptCodeTests
{
    private const string Digits = "0123456789ABCDEF";

    [Fact]
    public void Draw_AnyEntropy_ReadsBack()
    {
        var random = new Random(7);
        var entropy = new byte[32];
        for (var i = 0; i < 2000; i++)
        {
            random.NextBytes(entropy);
            var shown = ReceiptCode.Draw(entropy);
            Assert.Matches("^QZ(-[0-9A-HJKMNP-TV-Z]{4}){4}$", shown);
            Assert.Equal(shown, ReceiptCode.Show(ReceiptCode.Find(shown)!));
        }
    }

    [Theory]
    [InlineData("QZ-0123-4567-89AB-CDEF")]
    [InlineData("qz-0123-4567-89ab-cdef")]
    [InlineData("QZ0123456789ABCDEF")]
    [InlineData("0123456789abcdef")]
    [InlineData("0123 4567 89AB CDEF")]
    [InlineData("qz 0123-4567 89AB-CDEF")]
    [InlineData("QZ-O123-4567-89AB-CDEF")]
    [InlineData("QZ-oi23-4567-89AB-CDEF")]
    [InlineData("QZ-0L23-4567-89AB-CDEF")]
    [InlineData("ＱＺ－０１２３－４５６７－８９ＡＢ－ＣＤＥＦ")]
    [InlineData("QZ—0123—4567—89AB—CDEF")]
    [InlineData("我的回执号是QZ-0123-4567-89AB-CDEF，请查一下")]
    public void Find_TypedInAnyWay_GivesTheDigits(string typed) => Assert.Equal(Digits, ReceiptCode.Find(typed));

    [Theory]
    [InlineData("")]
    [InlineData("你好")]
    [InlineData("QZ-0123-4567-89AB")]
    [InlineData("QZ-0123-4567-89AB-CDEF-0")]
    [InlineData("13900001111")]
    [InlineData("internationalize")]
    [InlineData("1120-7K3F")]
    public void Find_AnythingElse_GivesNull(string typed) => Assert.Null(ReceiptCode.Find(typed));

    [Theory]
    [InlineData("QZ-0123-4567-89AB", true)]
    [InlineData("QZ-0123-4567-89AB-CDEU", true)]
    [InlineData("QZ-0123-4567-89AB-CDEF", false)]
    [InlineData("泉州", false)]
    public void IsBroken_StartsLikeAReceipt_IsTold(string typed, bool broken) => Assert.Equal(broken, ReceiptCode.IsBroken(typed));

    [Fact]
    public void IdOf_AnotherSecret_IsAnotherId()
    {
        var one = new ReceiptKeys(new byte[32]);
        var other = new ReceiptKeys([.. Enumerable.Repeat((byte)1, 32)]);
        Assert.NotEqual(one.IdOf(Digits), other.IdOf(Digits));
        Assert.DoesNotContain(Digits, one.IdOf(Digits), StringComparison.OrdinalIgnoreCase);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ReceiptKeys(new byte[15]));
    }
}
