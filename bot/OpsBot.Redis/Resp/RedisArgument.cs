using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace OpsBot.Redis.Resp;

/// <summary>One word of a command: text, number or bytes.</summary>
internal readonly struct RedisArgument
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long _number;
    private readonly bool _isNumber;

    private RedisArgument(string? text, ReadOnlyMemory<byte> bytes, long number, bool isNumber)
    {
        _text = text;
        _bytes = bytes;
        _number = number;
        _isNumber = isNumber;
    }

    public static implicit operator RedisArgument(string value) => new(value, default, 0, false);

    public static implicit operator RedisArgument(long value) => new(null, default, value, true);

    public static implicit operator RedisArgument(byte[] value) => new(null, value, 0, false);

    public static implicit operator RedisArgument(ReadOnlyMemory<byte> value) => new(null, value, 0, false);

    /// <summary>Appends a whole command in the form the server reads; it goes on with <paramref name="rest"/>.</summary>
    public static void WriteCommand(IBufferWriter<byte> output, ReadOnlySpan<RedisArgument> start, RedisWords? rest = null)
    {
        WriteHeader(output, (byte)'*', start.Length + (rest?.Count ?? 0));
        foreach (var word in start) word.Write(output);
        if (rest is not null)
            output.Write(rest.Bytes);
    }

    /// <summary>Appends one word of a start and an end.</summary>
    public static void Write(IBufferWriter<byte> output, string start, ReadOnlySpan<byte> end)
    {
        WriteHeader(output, (byte)'$', Encoding.UTF8.GetByteCount(start) + end.Length);
        Encoding.UTF8.GetBytes(start, output);
        output.Write(end);
        output.Write("\r\n"u8);
    }

    /// <summary>Appends the word in the form the server reads.</summary>
    public void Write(IBufferWriter<byte> output)
    {
        if (_isNumber)
        {
            Span<byte> digits = stackalloc byte[20];
            Utf8Formatter.TryFormat(_number, digits, out var length);
            WriteHeader(output, (byte)'$', length);
            output.Write(digits[..length]);
        }
        else if (_text is not null)
        {
            WriteHeader(output, (byte)'$', Encoding.UTF8.GetByteCount(_text));
            Encoding.UTF8.GetBytes(_text, output);
        }
        else
        {
            WriteHeader(output, (byte)'$', _bytes.Length);
            output.Write(_bytes.Span);
        }

        output.Write("\r\n"u8);
    }

    private static void WriteHeader(IBufferWriter<byte> output, byte kind, long value)
    {
        var span = output.GetSpan(24);
        span[0] = kind;
        Utf8Formatter.TryFormat(value, span[1..], out var written);
        span[written + 1] = (byte)'\r';
        span[written + 2] = (byte)'\n';
        output.Advance(written + 3);
    }
}
