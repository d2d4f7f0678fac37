using System.Buffers;
using System.Globalization;

namespace OpsBot.Redis;

/// <summary>
/// Lends the memory for answers, but not for one beyond the limit: its connection is given up then. Scripts and reads take at most
/// a page at a time, so an answer of that size is a fault of somebody.
/// </summary>
internal sealed class ReplyLimit(int maxReplyBytes) : MemoryPool<byte>
{
    public override int MaxBufferSize => maxReplyBytes;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => minBufferSize <= maxReplyBytes
        ? Shared.Rent(minBufferSize)
        : throw new IOException(string.Create(CultureInfo.InvariantCulture, $"An answer of Redis of {minBufferSize} bytes exceeds the limit of {maxReplyBytes} bytes."));

    protected override void Dispose(bool disposing)
    {
        // What is lent belongs to the shared pool.
    }
}
