using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace OpsBot.Redis.Resp;

/// <summary>
/// Reads RESP2 replies from bytes that arrive in pieces. What was parsed is kept between calls, so a large reply
/// costs one pass however many pieces it comes in.
/// </summary>
internal sealed class RespParser(int maxReplyBytes)
{
    /// <summary>Scripts here nest at most three deep; the limit only stops nonsense.</summary>
    private const int MaxDepth = 16;
    private const int MaxLineBytes = 64 * 1024;

    private readonly Stack<Frame> _frames = new();
    private long _replyBytes;

    /// <summary>Takes one whole reply off the front of <paramref name="buffer"/>, or takes what it can and returns false.</summary>
    public bool TryRead(ref ReadOnlySequence<byte> buffer, out RespValue value)
    {
        while (TryReadElement(ref buffer, out value, out var isHeader))
        {
            if (isHeader) continue;
            if (TryClose(ref value))
            {
                _replyBytes = 0;
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts the element in the array being read; true when this completed the outermost value.</summary>
    private bool TryClose(ref RespValue value)
    {
        while (_frames.TryPop(out var frame))
        {
            frame.Items.Add(value);
            if (frame.Items.Count < frame.Length)
            {
                _frames.Push(frame);
                return false;
            }

            value = RespValue.FromArray(frame.Items.ToArray());
        }

        return true;
    }

    private bool TryReadElement(ref ReadOnlySequence<byte> buffer, out RespValue value, out bool isHeader)
    {
        value = default;
        isHeader = false;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
        {
            if (buffer.Length > MaxLineBytes) throw new RespProtocolException("A reply line of Redis is too long.");
            return false;
        }

        if (line.IsEmpty) throw new RespProtocolException("Redis sent an empty reply line.");
        var kind = (char)line.FirstSpan[0];
        var body = line.Slice(1);
        switch (kind)
        {
            case '+':
                value = RespValue.FromText(Encoding.UTF8.GetString(body));
                break;
            case '-':
                value = RespValue.FromError(Encoding.UTF8.GetString(body));
                break;
            case ':':
                value = RespValue.FromInteger(ParseInteger(body));
                break;
            case '$':
                var length = ParseInteger(body);
                if (length > maxReplyBytes - _replyBytes) throw TooLarge();
                if (length < -1) throw new RespProtocolException("Redis sent a negative length.");
                if (length >= 0)
                {
                    if (reader.Remaining < length + 2) return false;
                    value = RespValue.FromBulk(buffer.Slice(reader.Position, length).ToArray());
                    reader.Advance(length + 2);
                }

                break;
            case '*':
                var count = ParseInteger(body);
                if (count > maxReplyBytes - _replyBytes) throw TooLarge();
                if (count == 0) value = RespValue.FromArray([]);
                else if (count > 0)
                {
                    if (_frames.Count == MaxDepth) throw new RespProtocolException("A reply of Redis is nested too deep.");
                    _frames.Push(new Frame((int)count, new List<RespValue>((int)Math.Min(count, 1024))));
                    isHeader = true;
                }

                break;
            default:
                throw new RespProtocolException($"Redis sent an unknown reply type (byte {(int)kind}).");
        }

        _replyBytes += reader.Consumed;
        if (_replyBytes > maxReplyBytes + MaxLineBytes) throw TooLarge();
        buffer = buffer.Slice(reader.Position);
        return true;
    }

    private static long ParseInteger(ReadOnlySequence<byte> digits)
    {
        Span<byte> copy = stackalloc byte[24];
        if (digits.Length is > 0 and <= 20)
        {
            digits.CopyTo(copy);
            var text = copy[..(int)digits.Length];
            if (Utf8Parser.TryParse(text, out long number, out var used) && used == text.Length) return number;
        }

        throw new RespProtocolException("Redis sent a malformed number.");
    }

    private RespProtocolException TooLarge() => new($"A reply of Redis exceeds the limit of {maxReplyBytes} bytes.");

    private readonly record struct Frame(int Length, List<RespValue> Items);
}
