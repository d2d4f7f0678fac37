using System.Text;
using OpsBot.Redis.Resp;
using Xunit;

namespace OpsBot.Redis.Tests.Resp;

public sealed class RedisWordsTests
{
    [Fact]
    public void Add_MoreThanExpected_GrowsAndKeepsAll()
    {
        using var words = new RedisWords(16);
        for (var i = 0; i < 1000; i++)
            words.AddRange($"词{i}", i);

        Assert.Equal(2000, words.Count);
        var expected = string.Concat(Enumerable.Range(0, 1000).Select(i => $"${3 + $"{i}".Length}\r\n词{i}\r\n${$"{i}".Length}\r\n{i}\r\n"));
        Assert.Equal(expected, Encoding.UTF8.GetString(words.Bytes));
    }

    [Fact]
    public void AddAll_Another_AddsItsWordsBehindItsOwn()
    {
        using var first = new RedisWords();
        using var second = new RedisWords();
        first.Add("a");
        second.Add("start-", "end"u8);
        second.Add(7);

        first.AddAll(second);

        Assert.Equal(3, first.Count);
        Assert.Equal("$1\r\na\r\n$9\r\nstart-end\r\n$1\r\n7\r\n", Encoding.UTF8.GetString(first.Bytes));
    }

    [Fact]
    public void Dispose_Twice_GivesItsMemoryBackOnce()
    {
        var words = new RedisWords(64);
        words.Add("a");
        words.Dispose();
        words.Dispose();
        using var next = new RedisWords(64);
        using var other = new RedisWords(64);
        next.Add("b");
        other.Add("c");

        Assert.Equal((0, 0), (words.Count, words.Bytes.Length));
        Assert.Equal("$1\r\nb\r\n", Encoding.UTF8.GetString(next.Bytes));
        Assert.Equal("$1\r\nc\r\n", Encoding.UTF8.GetString(other.Bytes));
    }
}
