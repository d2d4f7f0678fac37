using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Identity;

/// <summary>How accounts may be linked; data of a pack.</summary>
/// <param name="CodeDigits">Digits of a code.</param>
/// <param name="CodeLife">How long a code is valid.</param>
/// <param name="CodesPerHour">Codes that one person may ask for in an hour.</param>
/// <param name="WrongTriesPerHour">Wrong codes after which an account must wait.</param>
/// <param name="MostLinked">Accounts that one person may link beside the directory's.</param>
/// <param name="Channels">Channels whose messenger vouches for who speaks; elsewhere no account can be linked.</param>
public sealed record LinkRules(int CodeDigits, TimeSpan CodeLife, int CodesPerHour, int WrongTriesPerHour, int MostLinked, IReadOnlyList<string> Channels)
{
    /// <summary>For codes asked for and for wrong tries.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Reads a pack's <c>identity.json</c>; all faults are listed.</summary>
    public static PackReading<LinkRules> Parse(string json)
    {
        var faults = new List<string>();
        if (PackJson.Open(json, faults) is not { } root)
            return PackReading<LinkRules>.Bad(faults);
        var rules = new LinkRules(
            root.Number("codeDigits", 8, 12),
            TimeSpan.FromMinutes(root.Number("codeMinutes", 1, 30)),
            root.Number("codesPerHour", 1, 20),
            root.Number("wrongTriesPerHour", 1, 10),
            root.Number("mostLinked", 1, 16),
            root.Texts("channels"));
        return faults.Count > 0 ? PackReading<LinkRules>.Bad(faults) : PackReading<LinkRules>.Of(rules);
    }
}
