using System.Globalization;
using OpsBot.Core.Delivery;
using OpsBot.Core.Identity;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What a person reads about the own accounts.</summary>
public static class IdentityTexts
{
    public const string NotHere = "这里不能绑定账号：网页上核实不了是谁在说话。请在单位用的办公软件里，和我单独聊天时办理。";

    public const string OnlyFromDirectory = "这个账号是后来绑定的，不能再绑定别的账号。请在单位名录登记的账号里办理。";

    public const string WrongCode = "绑定码不对，或者已经过期、用过。请在已认识您的账号里重新发“绑定账号”取一个。";

    public const string AskAgain = "没有取到绑定码。请再发一次“绑定账号”。";

    public const string NothingLinked = "您没有绑定别的账号，不用解除。";

    public const string OfDirectory = "这个账号由单位名录登记，不能自己解除。要改请联系本单位管理员。";

    public const string UnlinkedHere = "这个账号已解除绑定，我不再按原来的身份认您。还可以提问、匿名反映。";

    private const string HowToChange = "想换接收提醒的账号，发“提醒发到”加账号后面的编号；想解除，发“解除绑定”加编号；想再加一个，发“绑定账号”。";

    /// <summary>To somebody whom the bot does not know.</summary>
    public static string Unknown(bool mayLinkHere) => mayLinkHere
        ? "我还不认识这个账号。您可以提问、匿名反映。如果您在别的办公软件里已能用我的全部功能，请在那里发“绑定账号”，再把绑定码发到这里。"
        : "我还不认识您。您可以提问、匿名反映。";

    public static string HowToLink(int digits) =>
        $"请在已认识您的账号里发“绑定账号”，取到{digits}位绑定码后发到这里。还没有这样的账号，请联系本单位管理员把您加进名录。";

    public static string AlreadyKnown(Person person) => $"这个账号我已经认识：{person.Name}。不用再绑定。请把绑定码发到要新加的那个账号里。";

    public static string Code(string digits, TimeSpan life, IEnumerable<string> channels) =>
        $"绑定码：{digits[..4]} {digits[4..]}\n{(int)life.TotalMinutes}分钟内有效，只能用一次。请在{string.Join("、", channels.Select(NameOf))}里和我单独聊天，把它发给我。\n不要告诉任何人，工作人员不会向您要绑定码。";

    public static string TooManyCodes(DateTimeOffset until, QuietHours hours) => $"取绑定码太频繁了，这次没有给。请在{At(until, hours)}以后再取。";

    public static string Blocked(DateTimeOffset until, QuietHours hours) => $"绑定码错得太多，先停一停。请在{At(until, hours)}以后再试。";

    public static string TooMany(int most) => $"最多绑定{most}个账号，这次没有绑定。请先发“我的账号”，解除不用的。";

    public static string Linked(Person person, string handle) =>
        $"已绑定：以后在这里，我认您是{person.Name}，能办的事和原来一样。主动提醒还是只发到一个账号，发“我的账号”可以看和改。\n如果不是您本人的账号，请回复“解除绑定 {handle}”。";

    public static string LinkedElsewhere(string channel, string handle) =>
        $"您在{NameOf(channel)}的一个账号刚刚绑定到您名下（编号 {handle}）。\n如果不是您本人，请回复“解除绑定 {handle}”解除。";

    public static string Unlinked(string channel) => $"已解除{NameOf(channel)}账号的绑定。从现在起，我在那里不再认您。";

    public static string Preferred(string channel) => $"记下了，以后任务、提醒和通知只发到{NameOf(channel)}这一个账号。";

    public static MessageContent Accounts(IReadOnlyList<AccountLine> lines) => $"您的账号：\n{List(lines)}\n{HowToChange}";

    public static MessageContent WhichToUnlink(IReadOnlyList<AccountLine> lines) => $"要解除哪一个？请发“解除绑定”加编号。您绑定的账号：\n{List([.. lines.Where(l => l.LinkedAt is not null)])}";

    public static MessageContent WhichToPrefer(IReadOnlyList<AccountLine> lines) => $"要发到哪一个？请发“提醒发到”加编号。您的账号：\n{List(lines)}";

    /// <summary>The channel as people call it.</summary>
    public static string NameOf(string channel) => channel switch
    {
        "dingtalk" => "钉钉",
        "govdingtalk" => "浙政钉",
        "wecom" => "企业微信",
        "teams" => "Teams",
        "directline" => "网页聊天",
        _ => "其他办公软件",
    };

    private static string List(IEnumerable<AccountLine> lines) => string.Join('\n', lines.Select(l =>
        $"· {NameOf(l.Channel)}，编号 {l.Handle}，{(l.LinkedAt is { } at ? $"自己绑定（{at.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}）" : "名录登记")}{(l.IsPreferred ? "，接收提醒" : "")}"));

    // Shown to the minute, so the next one, when it is surely over.
    private static string At(DateTimeOffset until, QuietHours hours) => CaseTexts.Moment(until.AddMinutes(1), hours);
}
