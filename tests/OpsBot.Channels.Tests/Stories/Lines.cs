namespace OpsBot.Channels.Tests.Stories;

/// <summary>All channels, each as its best client shows it and as words alone.</summary>
internal static class Lines
{
    private static readonly Dictionary<string, Func<Line>> All = new()
    {
        ["Direct Line, cards"] = () => new DirectLineLine(cards: true),
        ["Direct Line, words"] = () => new DirectLineLine(cards: false),
        ["Bot Framework, Teams"] = () => new FrameworkLine("msteams"),
        ["Bot Framework, Web Chat"] = () => new FrameworkLine("webchat"),
        ["Bot Framework, SMS"] = () => new FrameworkLine("sms"),
        ["DingTalk callback, cards"] = () => new DingTalkLine(cards: true, stream: false),
        ["DingTalk callback, words"] = () => new DingTalkLine(cards: false, stream: false),
        ["DingTalk stream, cards"] = () => new DingTalkLine(cards: true, stream: true),
        ["DingTalk stream, words"] = () => new DingTalkLine(cards: false, stream: true),
        ["GovDingTalk, words"] = () => new GovLine(),
        ["WeCom, cards"] = () => new WeComLine(cards: true),
        ["WeCom, words"] = () => new WeComLine(cards: false),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static Line Of(string name) => All[name]();

    /// <summary>People press there; elsewhere they only type.</summary>
    public static bool HasButtons(string name) => !name.EndsWith("words", StringComparison.Ordinal) && !name.EndsWith("SMS", StringComparison.Ordinal);
}
