using OpsBot.Channels.DingTalk;

namespace OpsBot.Channels.Tests.DingTalk;

/// <summary>Published and independently computed values.</summary>
public sealed class VectorTests
{
    private const string Key = "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij";
    private const string Sample =
        "1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNhwmwJ3vDMG+OzrHMeiZI7gTRWVdUBmfxjZ8Ej23JVYa9VrYeJ5as7XM/ZpulX8NEQis44w53h1qAgnC3PRzM7Zc/D6Ibr0rgUathB6zRHP8PYrfgnNOS9PhSBdHlegK+AGGanfwjXuQ9+0pZcy0w9lQ==";

    private static EventCipher Cipher => new("123456", Key, "suite4xxxxxxxxxxxxxxx");

    [Theory]
    [InlineData("this is secret", "1577262236757", "hmPWwU+7lVdm3ZZz0r9tSfx0L4Q26jWOZr9+Gs6EZQM=")]
    [InlineData("密钥🔑", "1700000000001", "TrYszoOi5F34+b7OAkE3Q6Q4KbVBjHZXTTs7ATupgag=")]
    [InlineData("SEC000000000000000000000000000000000000000000000000000000000000000f", "1700000000000", "SgjV9oONn5cbHrbk4gyV2VX1bprZSFvEy1DaYu7FguA=")]
    public void RobotSignature_Vector_IsReproduced(string secret, string timestamp, string expected)
    {
        Assert.Equal(expected, RobotSignature.Sign(timestamp, secret));
        Assert.True(RobotSignature.IsGood(timestamp, expected, secret, DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(timestamp)), TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void EventCipher_OfficialSample_IsReadAndSigned()
    {
        Assert.Equal("5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0", Cipher.Sign("1445827045067", "nEXhMP4r", Sample));
        Assert.Contains("check_create_suite_url", Cipher.Decrypt(Sample));
    }

    [Fact]
    public void EventCipher_Success_IsWrittenByteForByte()
    {
        var encrypted = Cipher.Encrypt("success", "0123456789abcdef"u8);

        Assert.Equal("HcA0QDKRG/U9FnFvX30Rg2r+260hUAAe65UvzXNmXEmZdezYtWHqRvzeNPWlfrIRDnP88uGJtoYGmz01nTG+/A==", encrypted);
        Assert.Equal("d4d71deb814062ccb0db86abe6b8f903be156e13", Cipher.Sign("1445827045067", "nEXhMP4r", encrypted));
    }

    [Fact]
    public void EventCipher_DamagedOrForeign_IsRefused()
    {
        Assert.Null(new EventCipher("123456", Key, "somebody-else").Decrypt(Sample));
        Assert.Null(Cipher.Decrypt("not base 64"));
        Assert.Null(Cipher.Decrypt(""));
        Assert.Null(Cipher.Decrypt(Sample[..^24]));
        Assert.Null(Cipher.Decrypt(Convert.ToBase64String(new byte[32])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(500)]
    public void EventCipher_AnyLength_ComesBack(int length)
    {
        var text = string.Concat(Enumerable.Repeat("政", length));

        Assert.Equal(text, Cipher.Decrypt(Cipher.Encrypt(text, "0123456789abcdef"u8)));
    }
}
