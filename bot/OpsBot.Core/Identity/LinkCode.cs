using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Identity;

/// <summary>A one-time code that was shown to a person. The digits are not in it: the record's id is a keyed hash of them.</summary>
public sealed record LinkCode
{
    /// <summary>How it is stored; the id is <see cref="LinkKeys.CodeId"/>.</summary>
    public static readonly RecordKind<LinkCode> Kind = new("link-code");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>To whom it links.</summary>
    public required string PersonId { get; init; }

    /// <summary>Where it was shown; the news of the link goes there too.</summary>
    public required Address ShownAt { get; init; }

    /// <summary>From this instant it links nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>So many digits out of 32 random bytes; each number as likely as the other, to one in 2^37.</summary>
    public static string Draw(ReadOnlySpan<byte> entropy, int digits)
    {
        Span<byte> hash = stackalloc byte[32];
        HMACSHA256.HashData(entropy, "link-code"u8, hash);
        var number = BinaryPrimitives.ReadUInt64BigEndian(hash) % (ulong)Math.Pow(10, digits);
        return number.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
