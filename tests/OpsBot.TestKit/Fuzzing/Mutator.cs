using System.Text;

namespace OpsBot.TestKit.Fuzzing;

/// <summary>
/// Makes damaged inputs out of whole ones: cut, doubled, spliced, flipped, nested. The same seed gives the same inputs in
/// every run. About one in five inputs is whole.
/// </summary>
/// <param name="seed">Names the run.</param>
/// <param name="wholes">Inputs that the parser takes, or that it refuses for a reason worth keeping.</param>
/// <param name="pieces">What to splice in, beside what is hard for every parser.</param>
public sealed class Mutator(int seed, IReadOnlyList<byte[]> wholes, params string[] pieces)
{
    private const int MostWounds = 4;
    private const int MostBytes = 64 * 1024;

    private static readonly string[] Hard =
    [
        "\"", "\\", "\\ud800", "\\u0000", "{", "}", "[", "]", ":", ",", "null", "true", "-1", "1e999", "99999999999999999999", "-9223372036854775808", "0", "",
        "\0", "\n", "\r\n", "\t", "\uFEFF", "\uFFFE", "\u2028", "\u202E", "\u200B", "😀", "👨‍👩‍👧", "é", "﷽", "１２", "〇", "İ", "ß", "%00", "%2F", "..", "/", "&", "<", ">", " ", "　",
    ];

    private readonly Random _random = new(seed);
    private readonly byte[][] _pieces = [.. Hard.Concat(pieces).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Inputs given as text.</summary>
    public Mutator(int seed, IReadOnlyList<string> wholes, params string[] pieces)
        : this(seed, [.. wholes.Select(Encoding.UTF8.GetBytes)], pieces)
    {
    }

    /// <summary>For choices of the test itself, part of the same run.</summary>
    public Random Random => _random;

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        var bytes = new List<byte>(wholes[_random.Next(wholes.Count)]);
        for (var wounds = _random.Next(0, MostWounds + 1); wounds > 0 && bytes.Count is > 0 and < MostBytes; wounds--)
            Wound(bytes);
        return [.. bytes];
    }

    /// <summary>The next input as text; what is broken UTF-8 becomes replacement characters, and some texts get half a character.</summary>
    public string NextText()
    {
        var text = Encoding.UTF8.GetString(Next());
        return text.Length > 0 && _random.Next(8) == 0 ? text.Insert(_random.Next(text.Length), _random.Next(2) == 0 ? "\ud800" : "\udc00") : text;
    }

    private void Wound(List<byte> bytes)
    {
        var at = _random.Next(bytes.Count);
        switch (_random.Next(8))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 1:
                bytes[at] = (byte)_random.Next(256);
                break;
            case 2:
                bytes[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 3:
                bytes.RemoveRange(at, Math.Min(_random.Next(1, 16), bytes.Count - at));
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(_random.Next(1, 60), bytes.Count - at)));
                break;
            case 5:
                bytes.InsertRange(at, _pieces[_random.Next(_pieces.Length)]);
                break;
            case 6:
                var piece = _pieces[_random.Next(_pieces.Length)];
                bytes.InsertRange(at, Enumerable.Repeat(piece, _random.Next(1, 50)).SelectMany(p => p));
                break;
            default:
                var other = wholes[_random.Next(wholes.Count)];
                bytes.InsertRange(at, other.AsSpan(_random.Next(other.Length + 1)).ToArray());
                break;
        }
    }
}
