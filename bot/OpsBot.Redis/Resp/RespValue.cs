using System.Globalization;
using System.Text;

namespace OpsBot.Redis.Resp;

internal enum RespKind
{
    Null,
    Text,
    Error,
    Integer,
    Bulk,
    Array,
}

/// <summary>One reply of the server. Reading it as the wrong kind is a bug here or in a script, so it throws.</summary>
internal readonly struct RespValue
{
    private readonly object? _content;
    private readonly long _number;

    private RespValue(RespKind kind, long number, object? content)
    {
        Kind = kind;
        _number = number;
        _content = content;
    }

    public static RespValue Null => default;

    public RespKind Kind { get; }

    public bool IsNull => Kind == RespKind.Null;

    public static RespValue FromInteger(long value) => new(RespKind.Integer, value, null);

    public static RespValue FromText(string value) => new(RespKind.Text, 0, value);

    public static RespValue FromError(string value) => new(RespKind.Error, 0, value);

    public static RespValue FromBulk(byte[] value) => new(RespKind.Bulk, 0, value);

    public static RespValue FromArray(RespValue[] value) => new(RespKind.Array, 0, value);

    public ReadOnlyMemory<byte> AsBytes() => _content switch
    {
        byte[] bytes => bytes,
        string text when Kind == RespKind.Text => Encoding.UTF8.GetBytes(text),
        _ => throw Unexpected(RespKind.Bulk),
    };

    public string AsText() => _content switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        string text => text,
        _ when Kind == RespKind.Integer => _number.ToString(CultureInfo.InvariantCulture),
        _ => throw Unexpected(RespKind.Text),
    };

    public string? AsTextOrNull() => IsNull ? null : AsText();

    /// <summary>Integers come as such, or as text when a script or a hash field holds them.</summary>
    public long AsInteger() => Kind == RespKind.Integer
        ? _number
        : long.Parse(AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public IReadOnlyList<RespValue> AsArray() => _content as RespValue[] ?? throw Unexpected(RespKind.Array);

    public override string ToString() => Kind.ToString();

    private InvalidOperationException Unexpected(RespKind wanted) =>
        new($"The Redis reply is {Kind}, expected {wanted}.");
}
