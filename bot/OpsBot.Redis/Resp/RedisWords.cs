using System.Buffers;

namespace OpsBot.Redis.Resp;

/// <summary>
/// Words of a command, kept in the form in which the server reads them. Its memory is borrowed: whoever sent them, or gave
/// them up, disposes of them, once nobody can send them again. What is never disposed of only costs its memory.
/// </summary>
/// <param name="size">Expected size in bytes.</param>
internal sealed class RedisWords(int size = 2048) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);
    private int _written;

    /// <summary>Number of words.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _written);

    public void Add(RedisArgument word)
    {
        word.Write(this);
        Count++;
    }

    /// <summary>One word of a start and an end.</summary>
    public void Add(string start, ReadOnlySpan<byte> end)
    {
        RedisArgument.Write(this, start, end);
        Count++;
    }

    public void AddRange(params ReadOnlySpan<RedisArgument> words)
    {
        foreach (var word in words) Add(word);
    }

    /// <summary>All words of another.</summary>
    public void AddAll(RedisWords other)
    {
        this.Write(other.Bytes);
        Count += other.Count;
    }

    void IBufferWriter<byte>.Advance(int count) => _written += count;

    Memory<byte> IBufferWriter<byte>.GetMemory(int sizeHint)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_written);
    }

    Span<byte> IBufferWriter<byte>.GetSpan(int sizeHint)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_written);
    }

    public void Dispose()
    {
        var lent = _bytes;
        _bytes = [];
        (_written, Count) = (0, 0);
        if (lent.Length > 0)
            ArrayPool<byte>.Shared.Return(lent);
    }

    private void Reserve(int sizeHint)
    {
        var needed = _written + Math.Max(sizeHint, 1);
        if (needed <= _bytes.Length)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _bytes.Length * 2));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
