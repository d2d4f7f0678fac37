using System.Text.RegularExpressions;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Complaints;

/// <summary>
/// A receipt: 80 random bits in Crockford's base 32, shown as <c>QZ-XXXX-XXXX-XXXX-XXXX</c> and typed back in any case,
/// with or without dashes and spaces, with O for 0 and I or L for 1.
/// </summary>
public static partial class ReceiptCode
{
    /// <summary>16 digits of 5 bits.</summary>
    public const int Digits = 16;

    private const string Prefix = "QZ";

    /// <summary>A new receipt in its shown form.</summary>
    public static string Draw(ReadOnlySpan<byte> entropy) => Show(Identifier.From(entropy, "receipt", Digits));

    /// <summary>The shown form of 16 digits.</summary>
    public static string Show(string digits) => $"{Prefix}-{digits[..4]}-{digits[4..8]}-{digits[8..12]}-{digits[12..]}";

    /// <summary>The 16 digits of the receipt in <paramref name="text"/>, or null when there is none.</summary>
    public static string? Find(string text)
    {
        var match = Shape().Match(Narrow(text));
        if (!match.Success || (!match.Groups["prefix"].Success && !match.Value.Any(c => char.IsAsciiDigit(c) || c == '-')))
            return null;
        var digits = match.Groups["group"].Captures.SelectMany(c => c.Value).Select(Digit).ToArray();
        return new string(digits);
    }

    /// <summary>The text starts like a receipt but is too short, too long or has a wrong letter.</summary>
    public static bool IsBroken(string text) => BrokenShape().IsMatch(Narrow(text)) && Find(text) is null;

    private static char Digit(char c) => c switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        _ => c,
    };

    // Full-width letters, digits and every kind of dash become what a keyboard in English mode gives.
    private static string Narrow(string text) => string.Create(text.Length, text, static (narrow, text) =>
    {
        for (var i = 0; i < text.Length; i++)
            narrow[i] = text[i] switch
            {
                '—' or '–' or '‐' or '−' or '_' => '-',
                '　' => ' ',
                var c => char.ToUpperInvariant(FullWidth.Fold(c)),
            };
    });

    [GeneratedRegex(@"(?<![0-9A-Z])(?<prefix>QZ[\s-]*)?(?<group>[0-9A-TV-Z]{4})(?:[\s-]*(?<group>[0-9A-TV-Z]{4})){3}(?!-?[0-9A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^\s*QZ[\s-]*[0-9A-Z][0-9A-Z\s-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex BrokenShape();
}
