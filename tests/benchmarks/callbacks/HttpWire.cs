using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>Reads HTTP/1.1 messages, with a length or in chunks, from a socket: as little as both ends of the measurement need.</summary>
internal sealed class HttpWire(Socket socket)
{
    private byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;

    /// <summary>The first line and the body of the next message; null when the other side closed.</summary>
    public async ValueTask<(string FirstLine, byte[] Body)?> ReadAsync()
    {
        if (await LineAsync() is not { } first)
            return null;
        var (length, chunked) = (0, false);
        while (await LineAsync() is { Length: > 0 } header)
        {
            if (header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(header.AsSpan(15), CultureInfo.InvariantCulture);
            chunked |= header.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase);
        }
        if (!chunked)
            return (first, await BytesAsync(length));
        var body = new MemoryStream();
        while (await LineAsync() is { } size && int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var count)
        {
            body.Write(await BytesAsync(count));
            await LineAsync();
        }
        await LineAsync();
        return (first, body.ToArray());
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
    }

    private async ValueTask<string?> LineAsync()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            if (!await FillAsync())
                return null;
        var line = Encoding.ASCII.GetString(_buffer, _start, length);
        _start += length + 2;
        return line;
    }

    private async ValueTask<byte[]> BytesAsync(int count)
    {
        while (_end - _start < count)
            if (!await FillAsync())
                throw new IOException("The other side closed in the middle of a message.");
        var bytes = _buffer.AsSpan(_start, count).ToArray();
        _start += count;
        return bytes;
    }

    private async ValueTask<bool> FillAsync()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None);
        _end += count;
        return count > 0;
    }
}
