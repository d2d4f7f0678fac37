using OpsBot.Channels.BotFramework;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.WeCom;
using OpsBot.Core.Texts;
using OpsBot.Redis;
using OpsBot.Web.Model;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Finds settings whose names are misspelt. Such a setting would be as good as not set, and real data would be served as a demo.
/// </summary>
internal static class SettingCheck
{
    // A word of four letters with another letter is already another word, so such a section needs a known name below it.
    private const int SurelyOurs = 5;

    /// <summary>Every section that the bot reads.</summary>
    public static readonly IReadOnlyDictionary<string, SettingShape> Sections = new Dictionary<string, SettingShape>(StringComparer.OrdinalIgnoreCase)
    {
        [RedisOptions.Section] = SettingShape.Of(typeof(RedisOptions)),
        ["Directory"] = SettingShape.Of("File"),
        ["Demo"] = SettingShape.Of("Enabled", "BeyondLoopback"),
        ["Web"] = SettingShape.Of("PublicAddress"),
        ["PublicForm"] = SettingShape.Of("Address"),
        ["Logs"] = SettingShape.Of("Days", "Megabytes"),
        ["Secrets"] = SettingShape.Of("receipt", "link", "certificate", "override", "directline"),
        ["Model"] = SettingShape.Of(typeof(ModelOptions)),
        ["DirectLine"] = SettingShape.Of(typeof(DirectLineOptions)),
        ["BotFramework"] = SettingShape.Of(typeof(BotFrameworkOptions)),
        ["DingTalk"] = SettingShape.Of(typeof(DingTalkOptions)),
        ["GovDingTalk"] = SettingShape.Of(typeof(GovDingTalkOptions)),
        ["WeCom"] = SettingShape.Of(typeof(WeComOptions)),
    };

    /// <summary>Throws one line with all of them.</summary>
    public static void Check(IConfiguration configuration)
    {
        var faults = FindFaults(configuration);
        if (faults.Count > 0)
            throw new StartupFaultException(StartTexts.UnknownSettings(faults));
    }

    /// <summary>One fault for each setting that nobody reads although it looks like ours.</summary>
    public static IReadOnlyList<string> FindFaults(IConfiguration configuration) =>
        [.. configuration.GetChildren().SelectMany(Unknown).Select(unknown => StartTexts.UnknownSetting(Spelt(unknown.Path), unknown.Near is null ? null : Spelt(unknown.Near)))];

    private static IEnumerable<(string Path, string? Near)> Unknown(IConfigurationSection section)
    {
        if (Sections.TryGetValue(section.Key, out var known))
            return known.FindUnknown(section);
        var children = section.GetChildren().Select(child => child.Key).ToArray();
        if (children.Length == 0)
            return OneUnderscore(section.Key) is { } meant ? [(section.Key, meant)] : [];
        // The environment is full of names of others, so one must be very near. 'rn' for 'm' is two letters.
        var near = Sections.Keys
            .Select(ours => (Name: ours, Distance: NearestName.Distance(section.Key.ToUpperInvariant(), ours.ToUpperInvariant())))
            .Where(ours => ours.Distance <= (ours.Name.Length < SurelyOurs ? 1 : 2))
            .OrderBy(ours => ours.Distance)
            .Select(ours => ours.Name)
            .FirstOrDefault();
        if (near is null)
            return [];
        return children.Where(child => near.Length > SurelyOurs || NearestName.Of(child, Sections[near].Names.Keys) is not null)
            .Select(child => ($"{section.Key}:{child}", (string?)$"{near}:{NearestName.Of(child, Sections[near].Names.Keys) ?? child}"));
    }

    // WeCom_CorpId is spelt as ours in all but the second underscore; REDIS_URL is somebody else's.
    private static string? OneUnderscore(string name)
    {
        var at = name.IndexOf('_', StringComparison.Ordinal);
        return at > 0 && Sections.Keys.Contains(name[..at], StringComparer.Ordinal) && Sections[name[..at]].Names.ContainsKey(name[(at + 1)..])
            ? $"{name[..at]}:{name[(at + 1)..]}"
            : null;
    }

    private static string Spelt(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}
