using System.Security.Cryptography;
using System.Text;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Tests.Changes;

public sealed class IdentifierTests
{
    private static readonly byte[] Drawn = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>Ids that other processes, and older ones, must come to as well.</summary>
    [Fact]
    public void From_KnownEntropy_StaysTheSameForever() =>
        Assert.Equal(ByHand(HMACSHA256.HashData("circular"u8, "circular/1/张"u8), 26), Identifier.From("circular"u8, "circular/1/张", 26));

    [Theory]
    [InlineData("attempt/0", 16)]
    [InlineData("reply/11", 26)]
    [InlineData("", 1)]
    [InlineData("一个很长的用途", 32)]
    public void OfTurn_SamePurpose_GivesTheSameId(string purpose, int length) =>
        Assert.Equal(ByHand(SHA256.HashData([.. Drawn, .. Encoding.UTF8.GetBytes(purpose)]), length), Identifier.OfTurn(Drawn, purpose, length));

    [Fact]
    public void OfTurn_LongPurpose_CountsToItsEnd()
    {
        var purpose = new string('x', 500);

        Assert.NotEqual(Identifier.OfTurn(Drawn, purpose + "1"), Identifier.OfTurn(Drawn, purpose + "2"));
    }

    [Fact]
    public void OfTurn_TooMuchOfTheHash_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Identifier.OfTurn(Drawn, "x", 33));

    [Fact]
    public void Base32_FewBytes_GivesWhatTheySuffice() =>
        Assert.Equal("ZY0", Identifier.Base32([0xff, 0x80], 10));

    // Five bits a digit, the first ones first.
    private static string ByHand(byte[] bytes, int length)
    {
        var bits = string.Concat(bytes.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return string.Concat(Enumerable.Range(0, length).Select(i => "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[Convert.ToInt32(bits.Substring(i * 5, 5), 2)]));
    }
}
