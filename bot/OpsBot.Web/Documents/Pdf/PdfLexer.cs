using System.Buffers.Text;
using System.Text;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Reads PDF objects and operators from bytes. Broken syntax yields keywords or an early end, never an overrun.</summary>
internal sealed class PdfLexer(ReadOnlyMemory<byte> data, PdfBudget budget, int position = 0)
{
    /// <summary>What stands for the end of the bytes.</summary>
    public static readonly object End = new();

    private static readonly PdfKeyword ArrayEnd = new("]");
    private static readonly PdfKeyword DictionaryEnd = new(">>");

    public int Position { get; set; } = position;

    public int Length => data.Length;

    private ReadOnlySpan<byte> Data => data.Span;

    /// <summary>The next object. With <paramref name="references"/>, "12 0 R" is one object.</summary>
    public object? Read(bool references = true, int depth = 0)
    {
        PdfBudget.Depth(depth);
        budget.Step();
        SkipBlanks();
        if (Position >= Data.Length) return End;
        var c = Data[Position];
        switch (c)
        {
            case (byte)'/':
                return ReadName();
            case (byte)'(':
                return ReadLiteral();
            case (byte)'[':
                Position++;
                return ReadArray(references, depth);
            case (byte)']':
                Position++;
                return ArrayEnd;
            case (byte)'<' when Position + 1 < Data.Length && Data[Position + 1] == '<':
                Position += 2;
                return ReadDictionary(references, depth);
            case (byte)'<':
                return ReadHex();
            case (byte)'>' when Position + 1 < Data.Length && Data[Position + 1] == '>':
                Position += 2;
                return DictionaryEnd;
            case (byte)'+' or (byte)'-' or (byte)'.' or >= (byte)'0' and <= (byte)'9':
                return ReadNumber(references);
            default:
                return ReadKeyword();
        }
    }

    public void SkipBlanks()
    {
        while (Position < Data.Length)
        {
            if (Data[Position] == '%')
            {
                var end = Data[Position..].IndexOfAny((byte)'\r', (byte)'\n');
                Position = end < 0 ? Data.Length : Position + end;
            }
            else if (!IsBlank(Data[Position]))
            {
                return;
            }
            else
            {
                Position++;
            }
        }
    }

    public static bool IsBlank(byte c) => c is 0 or 9 or 10 or 12 or 13 or 32;

    private static bool IsDelimiter(byte c) => c is (byte)'(' or (byte)')' or (byte)'<' or (byte)'>' or (byte)'[' or (byte)']' or (byte)'{' or (byte)'}' or (byte)'/' or (byte)'%';

    private List<object?> ReadArray(bool references, int depth)
    {
        var items = new List<object?>();
        while (Read(references, depth + 1) is var item && item != End && item != (object)ArrayEnd)
            items.Add(item);
        return items;
    }

    private PdfDictionary ReadDictionary(bool references, int depth)
    {
        var items = new PdfDictionary();
        while (Read(references, depth + 1) is var key && key != End && key != (object)DictionaryEnd)
        {
            if (key is not PdfName name) continue;
            var value = Read(references, depth + 1);
            if (value == End || value == (object)DictionaryEnd) break;
            items[name.Value] = value;
        }

        return items;
    }

    private PdfName ReadName()
    {
        var name = new StringBuilder();
        for (Position++; Position < Data.Length && !IsBlank(Data[Position]) && !IsDelimiter(Data[Position]); Position++)
        {
            if (Data[Position] == '#' && Position + 2 < Data.Length && Utf8Parser.TryParse(Data.Slice(Position + 1, 2), out byte code, out var used, 'x') && used == 2)
            {
                name.Append((char)code);
                Position += 2;
            }
            else
            {
                name.Append((char)Data[Position]);
            }
        }

        return new PdfName(name.ToString());
    }

    private object ReadNumber(bool references)
    {
        var start = Position;
        var value = ReadPlainNumber();
        if (!references || value < 0 || value != Math.Floor(value) || value > PdfBudget.MaximumObjects * 10.0) return value;
        // "12 0 R" looks like a number until its end.
        var after = Position;
        SkipBlanks();
        var generation = 0;
        while (Position < Data.Length && Data[Position] is >= (byte)'0' and <= (byte)'9' && generation++ < 5) Position++;
        if (generation > 0 && Position < Data.Length && IsBlank(Data[Position]))
        {
            SkipBlanks();
            if (Position < Data.Length && Data[Position] == 'R' && (Position + 1 == Data.Length || IsBlank(Data[Position + 1]) || IsDelimiter(Data[Position + 1])) && start < after)
            {
                Position++;
                return new PdfReference((int)value);
            }
        }

        Position = after;
        return value;
    }

    private double ReadPlainNumber()
    {
        double value = 0, scale = 0;
        var negative = false;
        var start = Position;
        for (; Position < Data.Length; Position++)
        {
            var c = Data[Position];
            if (c is >= (byte)'0' and <= (byte)'9')
            {
                if (Position - start > 40) continue;
                if (scale == 0) value = (value * 10) + (c - '0');
                else
                {
                    value += (c - '0') * scale;
                    scale /= 10;
                }
            }
            else if (c == '.' && scale == 0) scale = 0.1;
            else if (c == '-') negative = true;
            else if (c != '+') break;
        }

        return negative ? -value : value;
    }

    private object? ReadKeyword()
    {
        var start = Position++;
        while (Position < Data.Length && !IsBlank(Data[Position]) && !IsDelimiter(Data[Position])) Position++;
        var word = Encoding.Latin1.GetString(Data[start..Math.Min(Position, start + 32)]);
        return word switch { "true" => true, "false" => false, "null" => null, _ => new PdfKeyword(word) };
    }

    private byte[] ReadHex()
    {
        var bytes = new List<byte>();
        var high = -1;
        for (Position++; Position < Data.Length && Data[Position] != '>'; Position++)
        {
            var digit = HexDigit(Data[Position]);
            if (digit < 0) continue;
            if (high < 0) high = digit;
            else
            {
                bytes.Add((byte)((high << 4) | digit));
                high = -1;
            }
        }

        Position++;
        if (high >= 0) bytes.Add((byte)(high << 4));
        return [.. bytes];
    }

    public static int HexDigit(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    private byte[] ReadLiteral()
    {
        var bytes = new List<byte>();
        var open = 1;
        for (Position++; Position < Data.Length; Position++)
        {
            var c = Data[Position];
            if (c == '\\')
            {
                Position++;
                ReadEscape(bytes);
                continue;
            }

            if (c == '(') open++;
            else if (c == ')' && --open == 0) break;
            bytes.Add(c);
        }

        Position++;
        return [.. bytes];
    }

    private void ReadEscape(List<byte> bytes)
    {
        if (Position >= Data.Length) return;
        var c = Data[Position];
        switch (c)
        {
            case (byte)'n': bytes.Add(10); return;
            case (byte)'r': bytes.Add(13); return;
            case (byte)'t': bytes.Add(9); return;
            case (byte)'b': bytes.Add(8); return;
            case (byte)'f': bytes.Add(12); return;
            case (byte)'\n': return;
            case (byte)'\r':
                if (Position + 1 < Data.Length && Data[Position + 1] == '\n') Position++;
                return;
            case >= (byte)'0' and <= (byte)'7':
                var value = c - '0';
                for (var more = 0; more < 2 && Position + 1 < Data.Length && Data[Position + 1] is >= (byte)'0' and <= (byte)'7'; more++)
                    value = (value * 8) + Data[++Position] - '0';
                bytes.Add((byte)value);
                return;
            default:
                bytes.Add(c);
                return;
        }
    }
}
