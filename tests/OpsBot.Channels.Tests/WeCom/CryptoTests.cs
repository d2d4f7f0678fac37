using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.Crypto;
using OpsBot.TestKit.Peers;

namespace OpsBot.Channels.Tests.WeCom;

public sealed class CryptoTests
{
    private const int PeerMessages = 10_000;
    private static readonly CallbackCipher Cipher = new(WeComHost.AesKey);

    [Theory]
    [InlineData("", WeComHost.CorpId, "sKqRbbiSUnDhFHOvPjtUMU5qwF3QTRQT35ZLQKNzkIFzNtEiqzhRA2bjiTq/aLNxdb+TySor6nIW5pigQ2NbKg==", "4e5897b7142f71f9cd06b6744018407a8ef1b842")]
    [InlineData("abcdefghijkl", "", "sKqRbbiSUnDhFHOvPjtUMUfqZ8gy0HoJdHhWsbA2EEFHqj1mfMBvIlGtXOBIa4rja4UFmdhXIsymo71Xiz3GgA==", "2e37b9716a7ce774cc2f8d943d52558e8f561b4c")]
    [InlineData("""{"msgtype":"text","text":{"content":"hi"}}""", "", "sKqRbbiSUnDhFHOvPjtUMeJBV1LIPhBLiS/+bDapFbYVhHdUs/DnbaknhbqfAh2BTpK5aJX7/p7a/MUQd1b1sA==", "42cf74edaccba14c0661d71ba89be87065be290a")]
    [InlineData("😀政务", "dingabc", "sKqRbbiSUnDhFHOvPjtUMT/fDrplOQ6tLdVNc18+E5p5ZQmzMxvyvQ5heh8YQYD1BICDhnAQ6nhl7RW3jaDUCQ==", "49b76dab48f70bbd37e3e6fc8f5600ef0d22cf9a")]
    public void Encrypt_KnownVector_GivesTheSameBytesAndSignature(string message, string receiveId, string encrypted, string signature)
    {
        Assert.Equal(encrypted, Cipher.Encrypt(message, receiveId, "0123456789abcdef"u8));
        Assert.Equal(signature, CallbackSignature.Of(WeComHost.Token, "1409659813", "1372623149", encrypted));
        Assert.Equal(new Decryption.Opened(message), Cipher.Decrypt(encrypted, receiveId));
    }

    [Fact]
    public void Decrypt_PublishedEcho_GivesThePublishedWord()
    {
        const string Echo = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";

        Assert.Equal("5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3", CallbackSignature.Of(WeComHost.Token, "1409659589", "263014780", Echo));
        Assert.Equal(new Decryption.Opened("1616140317555161061"), Cipher.Decrypt(Echo, WeComHost.CorpId));
    }

    [Fact]
    public void Of_PartsInAnyOrder_AreSortedByBytes() =>
        Assert.Equal("d9ff17992909a0334e209a779b0609ad6904bb25", CallbackSignature.Of("b", "10", "9", "A"));

    [Fact]
    public void Decrypt_PublishedEventOfAnotherVendorWithTheSameScheme_IsRead()
    {
        const string Event = "1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNhwmwJ3vDMG+OzrHMeiZI7gTRWVdUBmfxjZ8Ej23JVYa9VrYeJ5as7XM/ZpulX8NEQis44w53h1qAgnC3PRzM7Zc/D6Ibr0rgUathB6zRHP8PYrfgnNOS9PhSBdHlegK+AGGanfwjXuQ9+0pZcy0w9lQ==";
        var other = new CallbackCipher("4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij");

        Assert.Equal("5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0", CallbackSignature.Of("123456", "1445827045067", "nEXhMP4r", Event));
        Assert.Contains("check_create_suite_url", Assert.IsType<Decryption.Opened>(other.Decrypt(Event, "suite4xxxxxxxxxxxxxxx")).Message);
        Assert.Equal(
            "HcA0QDKRG/U9FnFvX30Rg2r+260hUAAe65UvzXNmXEmZdezYtWHqRvzeNPWlfrIRDnP88uGJtoYGmz01nTG+/A==",
            other.Encrypt("success", "suite4xxxxxxxxxxxxxxx", "0123456789abcdef"u8));
    }

    [Fact]
    public void Decrypt_OtherReceiver_IsForAnother() =>
        Assert.IsType<Decryption.ForAnother>(Cipher.Decrypt(Cipher.Encrypt("你好", "wx0000000000000000", new byte[16]), WeComHost.CorpId));

    [Fact]
    public void Decrypt_AnyByteOfTheEndFlipped_IsNeverOpened()
    {
        var good = Convert.FromBase64String(Cipher.Encrypt("你好，减负助手", WeComHost.CorpId, new byte[16]));
        for (var bit = (good.Length - 32) * 8; bit < good.Length * 8; bit++)
        {
            var bad = good.ToArray();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.IsNotType<Decryption.Opened>(Cipher.Decrypt(Convert.ToBase64String(bad), WeComHost.CorpId));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base 64")]
    [InlineData("sKqRbbiSUnDhFHOvPjtUMQ==")]
    public void Decrypt_NoWholeBlocks_IsDamaged(string text) => Assert.IsType<Decryption.Damaged>(Cipher.Decrypt(text, WeComHost.CorpId));

    [Theory]
    [InlineData(WeComHost.AesKey, true)]
    [InlineData("4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij", true)]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2", false)]
    [InlineData("jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2!", false)]
    [InlineData("", false)]
    public void IsKey_Text_IsJudgedByFormAndLength(string text, bool isKey) => Assert.Equal(isKey, CallbackCipher.IsKey(text));

    [Fact]
    public async Task Peer_RandomMessagesEachWay_AreReadByTheOther()
    {
        var random = new Random(20261123);
        var ours = new StringBuilder();
        for (var i = 0; i < PeerMessages; i++)
        {
            var (message, id) = (RandomText(random), i % 3 == 0 ? "" : WeComHost.CorpId);
            var salt = new byte[16];
            random.NextBytes(salt);
            var encrypt = Cipher.Encrypt(message, id, salt);
            var signature = CallbackSignature.Of(WeComHost.Token, "1409659813", $"{i}", encrypt);
            ours.Append(new JsonObject { ["m"] = message, ["id"] = id, ["e"] = encrypt, ["n"] = $"{i}", ["s"] = signature }.ToJsonString()).Append('\n');
        }

        var (exitCode, output) = await Peer.RunAsync("wecom-crypto.mjs", [WeComHost.AesKey, WeComHost.Token, $"{PeerMessages}"], ours.ToString());

        Assert.True(exitCode == 0, output.Length > 2000 ? output[^2000..] : output);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"READ {PeerMessages}", lines[0]);
        Assert.Equal(PeerMessages + 1, lines.Length);
        foreach (var line in lines.Skip(1))
        {
            var theirs = JsonNode.Parse(line)!;
            var encrypt = (string)theirs["e"]!;
            Assert.Equal((string)theirs["s"]!, CallbackSignature.Of(WeComHost.Token, "1409659813", (string)theirs["n"]!, encrypt));
            Assert.Equal(new Decryption.Opened((string)theirs["m"]!), Cipher.Decrypt(encrypt, (string)theirs["id"]!));
        }
    }

    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(0, 120); length > 0; length--)
            text.Append(random.Next(4) switch
            {
                0 => ((char)random.Next(0x20, 0x7f)).ToString(),
                1 => ((char)random.Next(0x4e00, 0x9fa5)).ToString(),
                2 => char.ConvertFromUtf32(random.Next(0x1f300, 0x1f600)),
                _ => ((char)random.Next(0, 0xd800)).ToString(),
            });
        return text.ToString();
    }
}
