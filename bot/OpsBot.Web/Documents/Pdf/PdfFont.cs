using System.Text;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>Turns the codes of one font into text and widths.</summary>
internal sealed class PdfFont
{
    private const double UsualWidth = 1000;
    private const double UsualSimpleWidth = 500;

    private readonly PdfCharacterMap? _toUnicode;
    private readonly Dictionary<int, double> _widths = [];
    private readonly double _missingWidth;
    private readonly bool _composite;
    private readonly Encoding? _encoding;
    private readonly string?[]? _simple;

    private PdfFont(PdfFile file, PdfDictionary font, PdfBudget budget)
    {
        if (file.Get(font, "ToUnicode") is PdfStream stream && file.Decode(stream) is { } bytes && PdfCharacterMap.Parse(bytes, budget) is { IsEmpty: false } map) _toUnicode = map;
        _composite = file.Get(font, "Subtype") is PdfName { Value: "Type0" };
        if (_composite)
        {
            _encoding = EncodingOf((file.Get(font, "Encoding") as PdfName)?.Value ?? "");
            var descendant = file.ListOf(file.Get(font, "DescendantFonts")).FirstOrDefault() as PdfDictionary ?? [];
            _missingWidth = file.Get(descendant, "DW") is double width ? width : UsualWidth;
            if (_encoding is null) ReadWidths(file.ListOf(file.Get(descendant, "W")), file, budget);
            return;
        }

        _simple = PdfSimpleEncoding.Of(file, font);
        var scale = file.Get(font, "Subtype") is PdfName { Value: "Type3" } && file.ListOf(file.Get(font, "FontMatrix")) is [double unit, ..] ? unit * 1000 : 1;
        _missingWidth = UsualSimpleWidth;
        var first = file.Get(font, "FirstChar") is double start ? Math.Clamp((int)start, 0, 255) : 0;
        var widths = file.ListOf(file.Get(font, "Widths"));
        for (var i = 0; i < Math.Min(widths.Count, 256); i++)
        {
            if (widths[i] is double width) _widths[first + i] = width * scale;
        }
    }

    public static PdfFont Read(PdfFile file, PdfDictionary font, PdfBudget budget) => new(file, font, budget);

    public IEnumerable<PdfCode> Decode(byte[] text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = LengthAt(text, at);
            var code = PdfCharacterMap.CodeOf(text.AsSpan(at, length));
            var bytes = text.AsSpan(at, length).ToArray();
            at += length;
            var found = _toUnicode?.Find(length, code) ?? Predefined(bytes) ?? (_simple is not null ? _simple[(int)(code & 0xFF)] : null);
            var width = _widths.TryGetValue((int)code, out var known) ? known : _encoding is not null && length == 1 ? _missingWidth / 2 : _missingWidth;
            yield return new PdfCode(found, Math.Clamp(width, -10_000, 10_000), length == 1 && code == 32);
        }
    }

    private int LengthAt(byte[] text, int at)
    {
        var rest = text.Length - at;
        if (!_composite) return 1;
        if (_encoding is { IsSingleByte: false } and not UnicodeEncoding) return text[at] < 0x81 || rest == 1 ? 1 : 2;
        if (_encoding is UnicodeEncoding && rest >= 4 && text[at] is >= 0xD8 and <= 0xDB) return 4;
        if (_encoding is null && _toUnicode is { HasSpaces: true } map && map.LengthAt(text.AsSpan(at)) is > 0 and var length) return length;
        return Math.Min(2, rest);
    }

    private string? Predefined(byte[] bytes)
    {
        if (_encoding is null) return null;
        try
        {
            return _encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // Predefined maps of Chinese, Japanese and Korean fonts that are not embedded.
    private static Encoding? EncodingOf(string name)
    {
        if (name.StartsWith("Uni", StringComparison.Ordinal)) return new UnicodeEncoding(true, false, true);
        if (name.StartsWith("GB", StringComparison.Ordinal)) return TextDecoder.Gb18030();
        return name.StartsWith("ETen-B5", StringComparison.Ordinal) || name.StartsWith("B5pc", StringComparison.Ordinal)
            ? CodePagesEncodingProvider.Instance.GetEncoding("big5", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            : null;
    }

    private void ReadWidths(IReadOnlyList<object?> items, PdfFile file, PdfBudget budget)
    {
        for (var i = 0; i + 1 < items.Count;)
        {
            if (items[i] is not double first || first is < 0 or > 65_535) return;
            if (items[i + 1] is List<object?> list)
            {
                for (var k = 0; k < Math.Min(list.Count, 65_536); k++)
                {
                    if (file.Resolve(list[k]) is double width) _widths[(int)first + k] = width;
                }

                i += 2;
            }
            else if (i + 2 < items.Count && items[i + 1] is double last && items[i + 2] is double width)
            {
                for (var code = (int)first; code <= Math.Min(last, 65_535); code++)
                {
                    budget.Step();
                    _widths[code] = width;
                }

                i += 3;
            }
            else
            {
                return;
            }
        }
    }
}
