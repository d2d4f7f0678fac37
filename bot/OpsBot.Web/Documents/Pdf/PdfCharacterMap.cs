using System.Text;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>A ToUnicode map: codes of a font to text, with the lengths a code may have.</summary>
internal sealed class PdfCharacterMap
{
    private const int MaximumEntries = 200_000;

    private readonly Dictionary<(int Length, uint Code), string> _texts = [];
    private readonly List<(int Length, uint First, uint Last)> _spaces = [];

    public bool HasSpaces => _spaces.Count > 0;

    public bool IsEmpty => _texts.Count == 0;

    public static PdfCharacterMap Parse(ReadOnlyMemory<byte> bytes, PdfBudget budget)
    {
        var map = new PdfCharacterMap();
        var lexer = new PdfLexer(bytes, budget);
        var operands = new List<object?>();
        while (lexer.Read(false) is var item && item != PdfLexer.End)
        {
            if (item is not PdfKeyword word)
            {
                if (operands.Count < MaximumEntries) operands.Add(item);
                continue;
            }

            if (word.Value == "endcodespacerange") map.AddSpaces(operands);
            else if (word.Value == "endbfchar") map.AddCharacters(operands);
            else if (word.Value == "endbfrange") map.AddRanges(operands, budget);
            operands.Clear();
        }

        return map;
    }

    public string? Find(int length, uint code) => _texts.GetValueOrDefault((length, code));

    /// <summary>The length of the code that starts here, or 0 when no code space fits.</summary>
    public int LengthAt(ReadOnlySpan<byte> bytes)
    {
        foreach (var (length, first, last) in _spaces)
        {
            if (length <= bytes.Length && CodeOf(bytes[..length]) is var code && code >= first && code <= last) return length;
        }

        return 0;
    }

    public static uint CodeOf(ReadOnlySpan<byte> bytes)
    {
        uint code = 0;
        foreach (var b in bytes) code = (code << 8) | b;
        return code;
    }

    private void AddSpaces(List<object?> operands)
    {
        for (var i = 0; i + 1 < operands.Count && _spaces.Count < 256; i += 2)
        {
            if (operands[i] is byte[] { Length: >= 1 and <= 4 } first && operands[i + 1] is byte[] last) _spaces.Add((first.Length, CodeOf(first), CodeOf(last)));
        }
    }

    private void AddCharacters(List<object?> operands)
    {
        for (var i = 0; i + 1 < operands.Count; i += 2)
        {
            if (operands[i] is byte[] { Length: >= 1 and <= 4 } code && operands[i + 1] is byte[] text) Add(code.Length, CodeOf(code), TextOf(text));
        }
    }

    private void AddRanges(List<object?> operands, PdfBudget budget)
    {
        for (var i = 0; i + 2 < operands.Count; i += 3)
        {
            if (operands[i] is not byte[] { Length: >= 1 and <= 4 } low || operands[i + 1] is not byte[] high) continue;
            uint first = CodeOf(low), last = Math.Min(CodeOf(high), first + 0xFFFF);
            for (var code = first; code <= last && code >= first; code++)
            {
                budget.Step();
                var at = (int)(code - first);
                if (operands[i + 2] is byte[] { Length: > 0 } start) Add(low.Length, code, Advance(TextOf(start), at));
                else if (operands[i + 2] is List<object?> list && at < list.Count && list[at] is byte[] text) Add(low.Length, code, TextOf(text));
                else break;
            }
        }
    }

    private void Add(int length, uint code, string text)
    {
        if (_texts.Count < MaximumEntries && text.Length is > 0 and <= 16) _texts[(length, code)] = text;
    }

    private static string TextOf(byte[] bytes) => bytes.Length == 1 ? ((char)bytes[0]).ToString() : Encoding.BigEndianUnicode.GetString(bytes);

    private static string Advance(string text, int by) => text.Length == 0 || by == 0 ? text : text[..^1] + (char)(text[^1] + by);
}
