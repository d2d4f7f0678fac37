using System.Buffers;
using System.Globalization;
using System.Text;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Tests.Resp;

public sealed class RespParserTests
{
    private const int Limit = 1024;

    [Theory]
    [InlineData("+OK\r\n", "OK")]
    [InlineData("-ERR no\r\n", "!ERR no")]
    [InlineData(":-42\r\n", "-42")]
    [InlineData("$6\r\n诉求\r\n", "'诉求'")]
    [InlineData("$0\r\n\r\n", "''")]
    [InlineData("$4\r\na\r\nb\r\n", "'a\r\nb'")]
    [InlineData("$-1\r\n", "null")]
    [InlineData("*-1\r\n", "null")]
    [InlineData("*0\r\n", "[]")]
    [InlineData("*3\r\n:1\r\n*2\r\n$1\r\nx\r\n$-1\r\n+y\r\n", "[1,['x',null],y]")]
    [InlineData("*1\r\n*1\r\n*0\r\n", "[[[]]]")]
    public void TryRead_WholeOrByteByByte_GivesTheSameReply(string wire, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(wire);
        Assert.Equal([expected], Feed(bytes, bytes.Length));
        Assert.Equal([expected], Feed(bytes, 1));
    }

    [Fact]
    public void TryRead_ManyRepliesInRandomPieces_KeepsOrder()
    {
        const string wire = "+a\r\n*2\r\n$3\r\nxyz\r\n:7\r\n$-1\r\n-ERR x\r\n*1\r\n*2\r\n:1\r\n:2\r\n";
        string[] expected = ["a", "['xyz',7]", "null", "!ERR x", "[[1,2]]"];
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(wire, 20)));
        var random = new Random(20260105);
        for (var run = 0; run < 200; run++)
            Assert.Equal(Enumerable.Repeat(expected, 20).SelectMany(x => x), Feed(bytes, () => random.Next(1, 40)));
    }

    [Theory]
    [InlineData("$2000\r\n")]
    [InlineData("*2000\r\n")]
    [InlineData("*2\r\n$900\r\n{900}\r\n$900\r\n")]
    public void TryRead_ReplyOverTheLimit_ThrowsBeforeTakingIt(string wire)
    {
        var bytes = Encoding.UTF8.GetBytes(wire.Replace("{900}", new string('x', 900), StringComparison.Ordinal));
        var failure = Assert.Throws<RespProtocolException>(() => Feed(bytes, bytes.Length));
        Assert.Contains("1024 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?what\r\n")]
    [InlineData("\r\n")]
    [InlineData(":12a\r\n")]
    [InlineData("$-2\r\n")]
    [InlineData("$99999999999999999999999\r\n")]
    public void TryRead_NotResp_Throws(string wire) =>
        Assert.Throws<RespProtocolException>(() => Feed(Encoding.UTF8.GetBytes(wire), 1));

    [Fact]
    public void TryRead_NestedTooDeep_Throws()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("*1\r\n", 40)));
        Assert.Throws<RespProtocolException>(() => Feed(bytes, bytes.Length));
    }

    [Fact]
    public void TryRead_LineWithoutEnd_ThrowsAtTheLimit()
    {
        var bytes = new byte[70_000];
        bytes[0] = (byte)'+';
        Assert.Throws<RespProtocolException>(() => Feed(bytes, bytes.Length));
    }

    private static List<string> Feed(byte[] bytes, int piece) => Feed(bytes, () => piece);

    private static List<string> Feed(byte[] bytes, Func<int> nextPiece)
    {
        var parser = new RespParser(Limit);
        var replies = new List<string>();
        var start = 0;
        for (var end = 0; end < bytes.Length;)
        {
            end = Math.Min(bytes.Length, end + nextPiece());
            var buffer = new ReadOnlySequence<byte>(bytes, start, end - start);
            while (parser.TryRead(ref buffer, out var value)) replies.Add(Show(value));
            start = end - (int)buffer.Length;
        }

        return replies;
    }

    private static string Show(RespValue value) => value.Kind switch
    {
        RespKind.Null => "null",
        RespKind.Error => "!" + value.AsText(),
        RespKind.Integer => value.AsInteger().ToString(CultureInfo.InvariantCulture),
        RespKind.Bulk => $"'{value.AsText()}'",
        RespKind.Array => $"[{string.Join(',', value.AsArray().Select(Show))}]",
        _ => value.AsText(),
    };
}
