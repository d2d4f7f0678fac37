using System.Globalization;
using System.Text.RegularExpressions;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Certificates;

/// <summary>
/// Count and head of the log at one moment, signed, as one line of text. It stands in the anchor file and, once a day, in
/// the supervisors' chat; both can be given to the verifier.
/// </summary>
/// <param name="Tenant">Whose log.</param>
/// <param name="At">When it was signed.</param>
/// <param name="Head">What the log must still say.</param>
/// <param name="Signature">Base 64, over the line without it.</param>
public sealed partial record CertificateAnchor(string Tenant, DateTimeOffset At, CertificateHead Head, string Signature)
{
    /// <summary>An anchor is written whenever the log has grown by so many lines.</summary>
    public const int Every = 64;

    /// <summary>What is signed.</summary>
    public string Signed => string.Create(
        CultureInfo.InvariantCulture, $"opsbot-anchor-1 {Tenant} {At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} {Head.Count} {Head.Hash}");

    /// <summary>The whole line.</summary>
    public string Text => $"{Signed} {Signature}";

    /// <summary>Signs a head.</summary>
    public static CertificateAnchor Of(TenantId tenant, DateTimeOffset at, CertificateHead head, CertificateKey key)
    {
        var whole = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
        var unsigned = new CertificateAnchor(tenant.Value, whole, head, "");
        return unsigned with { Signature = key.Sign(unsigned.Signed) };
    }

    /// <summary>Reads a line; null when it is none.</summary>
    public static CertificateAnchor? Read(string line)
    {
        var match = Shape().Match(line.Trim());
        return match.Success
            && DateTimeOffset.TryParse(match.Groups[2].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && long.TryParse(match.Groups[3].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? new CertificateAnchor(match.Groups[1].Value, at, new CertificateHead(count, match.Groups[4].Value), match.Groups[5].Value)
            : null;
    }

    // A signature has always 64 bytes: of a line that a crash cut short nothing is believed.
    [GeneratedRegex("^opsbot-anchor-1 ([a-z0-9-]+) ([0-9T:-]+Z) ([0-9]{1,18}) ([0-9a-f]{64}) ([A-Za-z0-9+/]{86}==)$")]
    private static partial Regex Shape();
}
