using System.Buffers;

namespace OpsBot.Redis.Resp;

/// <summary>Words of a command, kept in the form in which the server reads them.</summary>
/// <param name="size">Expected size in bytes.</param>
internal sealed class RedisWords(int size = 2048)
{
    private readonly ArrayBufferWriter<byte> _bytes = new(size);

    /// <summary>Number of words.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public void Add(RedisArgument word)
    {
        word.Write(_bytes);
        Count++;
    }

    /// <summary>One word of a start and an end.</summary>
    public void Add(string start, ReadOnlySpan<byte> end)
    {
        RedisArgument.Write(_bytes, start, end);
        Count++;
    }

    public void AddRange(params ReadOnlySpan<RedisArgument> words)
    {
        foreach (var word in words) Add(word);
    }
}
