using System.Globalization;
using System.Text;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>What the 256 codes of a simple font mean when it has no ToUnicode map: a Latin code page and the named differences.</summary>
internal static class PdfSimpleEncoding
{
    // Name, blank, character.
    private const string Listed =
        "exclam ! quotedbl \" numbersign # dollar $ percent % ampersand & quotesingle ' parenleft ( parenright ) asterisk * plus + comma , " +
        "hyphen - period . slash / zero 0 one 1 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 " +
        "nine 9 colon : semicolon ; less < equal = greater > question ? at @ bracketleft [ bracketright ] underscore _ quoteleft ‘ " +
        "quoteright ’ quotedblleft “ quotedblright ” endash – emdash — bullet • periodcentered ·";

    private static readonly Dictionary<string, string> Names =
        Listed.Split(' ').Chunk(2).Append(["space", " "]).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>Null entries are codes of which nothing is known.</summary>
    public static string?[] Of(PdfFile file, PdfDictionary font)
    {
        var encoding = file.Get(font, "Encoding");
        var differences = encoding as PdfDictionary;
        var baseName = ((differences is null ? encoding : file.Get(differences, "BaseEncoding")) as PdfName)?.Value;
        // An embedded subset without any encoding has codes of its own.
        var known = baseName is not null || file.Get(font, "Subtype") is PdfName { Value: not "Type3" };
        var codes = new string?[256];
        if (known)
        {
            var latin = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;
            for (var code = 32; code < 256; code++) codes[code] = latin.GetString([(byte)code]);
        }

        if (differences is null) return codes;
        var at = 0;
        foreach (var item in file.ListOf(file.Get(differences, "Differences")))
        {
            if (item is double start) at = (int)Math.Clamp(start, 0, 256);
            else if (item is PdfName name && at < 256) codes[at++] = TextOf(name.Value);
        }

        return codes;
    }

    private static string? TextOf(string name)
    {
        if (Names.TryGetValue(name, out var known)) return known;
        if (name.Length == 1) return name;
        if (name.StartsWith("uni", StringComparison.Ordinal) && name.Length == 7 && ushort.TryParse(name.AsSpan(3), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)) return ((char)unit).ToString();
        return null;
    }
}
