using System.Text;
using System.Text.Unicode;

namespace OpsBot.Channels.DirectLine;

/// <summary>Says what a file is by its own bytes. What a browser could run is not among the kinds that are taken.</summary>
internal static class FileTypes
{
    private const int MaxNameLength = 100;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly (byte[] Start, string Type)[] Starts =
    [
        ([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], "image/png"),
        ([0xFF, 0xD8, 0xFF], "image/jpeg"),
        ([.. "GIF87a"u8], "image/gif"),
        ([.. "GIF89a"u8], "image/gif"),
        ([.. "%PDF-"u8], "application/pdf"),
    ];

    private static readonly (string Ending, string Type)[] Archives =
    [
        (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ];

    /// <summary>The content type; null: not taken.</summary>
    public static string? Recognise(ReadOnlySpan<byte> content, string name)
    {
        foreach (var (start, type) in Starts)
            if (content.StartsWith(start))
                return type;
        if (content.StartsWith("PK\u0003\u0004"u8))
            return Archives.FirstOrDefault(a => name.EndsWith(a.Ending, StringComparison.OrdinalIgnoreCase)).Type;
        return name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) && !content.IsEmpty && !content.Contains((byte)0) && Utf8.IsValid(content) ? "text/plain" : null;
    }

    /// <summary>True for what a page may show in place; all else is only saved.</summary>
    public static bool IsPicture(string contentType) => contentType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>A name without folders and without characters that show something else than is there.</summary>
    public static string CleanName(string? name)
    {
        var last = Repaired(name ?? "").Split('/', '\\')[^1];
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format && rune != Rune.ReplacementChar)
                kept.Append(rune);
        var clean = kept.ToString().Trim().Trim('.');
        if (clean.Length > MaxNameLength)
            clean = clean[^MaxNameLength..];
        // The cut may have left half a character.
        return (clean.Length > 0 && char.IsLowSurrogate(clean[0]) ? clean[1..] : clean) is { Length: > 0 } whole ? whole : "file";
    }

    // Clients write the name's UTF-8 as it is; the header reader takes each byte for a character.
    private static string Repaired(string name)
    {
        if (name.Any(c => c > 0xFF) || name.All(char.IsAscii))
            return name;
        var bytes = Encoding.Latin1.GetBytes(name);
        return Utf8.IsValid(bytes) ? StrictUtf8.GetString(bytes) : name;
    }
}
