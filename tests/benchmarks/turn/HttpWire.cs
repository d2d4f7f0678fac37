using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace OpsBot.Benchmarks.Turn;

/// <summary>Reads HTTP/1.1 messages with a Content-Length from a socket: as little as both ends of the measurement need.</summary>
internal sealed class HttpWire(Socket socket)
{
    private byte[] _buffer = new byte[32 * 1024];
    private int _start;
    private int _end;

    /// <summary>The first line and the body of the next message; null when the other side closed. Good until the next call.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> FirstLine, ReadOnlyMemory<byte> Body)?> ReadAsync()
    {
        int head;
        while ((head = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n\r\n"u8)) < 0)
            if (!await FillAsync())
                return null;
        var length = LengthOf(_buffer.AsSpan(_start, head + 2));
        while (_end - _start < head + 4 + length)
            if (!await FillAsync())
                return null;
        var line = _buffer.AsMemory(_start, _buffer.AsSpan(_start, head + 2).IndexOf((byte)'\r'));
        var body = _buffer.AsMemory(_start + head + 4, length);
        _start += head + 4 + length;
        return (line, body);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
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

    private static int LengthOf(ReadOnlySpan<byte> head)
    {
        for (var at = head.IndexOf((byte)'\n') + 1; at > 0 && at < head.Length;)
        {
            var line = head[at..];
            line = line[..line.IndexOf((byte)'\n')];
            if (line.Length > 15 && Ascii.EqualsIgnoreCase(line[..15], "content-length:"u8))
                return Utf8Parser.TryParse(line[15..].TrimStart((byte)' '), out int length, out _) ? length : throw new InvalidDataException("Bad Content-Length.");
            if (line.Length > 18 && Ascii.EqualsIgnoreCase(line[..18], "transfer-encoding:"u8))
                throw new InvalidDataException("Chunked messages are not read here.");
            at += line.Length + 1;
        }
        return 0;
    }
}
