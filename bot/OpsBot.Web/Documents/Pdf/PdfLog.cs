using System.Globalization;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Logging;

namespace OpsBot.Web.Documents.Pdf;

/// <summary>
/// Listens for codes that no font of the file explains. The library takes the code itself for the character then, which would
/// read as words that nobody wrote; only its warning tells.
/// </summary>
internal sealed partial class PdfLog : ILog
{
    private readonly HashSet<(string Font, int Code)> _unknown = [];

    /// <summary>A font could not be read, and its text was left out.</summary>
    public bool HasMissingFont { get; private set; }

    public bool IsUnknown(Letter letter) =>
        _unknown.Count > 0 && (letter.Value.Length == 0 || (letter.Value.Length == 1 && _unknown.Contains(((letter.FontName ?? "").TrimStart('/'), letter.Value[0]))));

    public void Warn(string message)
    {
        HasMissingFont |= message.StartsWith("Skipping a missing font", StringComparison.Ordinal);
        if (UnknownCode().Match(message) is { Success: true } found && int.TryParse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var code))
            _unknown.Add((found.Groups[2].Value, (char)code));
    }

    public void Debug(string message)
    {
    }

    public void Debug(string message, Exception ex)
    {
    }

    public void Error(string message)
    {
    }

    public void Error(string message, Exception ex)
    {
    }

    [GeneratedRegex(@"corresponding character with code (\d+) in font /?(.*)\.$")]
    private static partial Regex UnknownCode();
}
