using OpsBot.Core.Delivery;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What the group guard says. All of it goes to one person, except the scheduled text itself.</summary>
public static class GroupGuardTexts
{
    public const string ScheduleWord = "定时";
    public const string AgreeWord = "同意定时";
    public const string WithdrawWord = "撤回定时";
    public const string FiguresWord = "群提醒统计";
    public const string OfferTitle = "定时到下一个工作时段";

    public static MessageContent NoOffer { get; } = "没有找到这条待定时的消息，可能已过期。请到上班时间再发，或者重新发一次。";

    public static MessageContent NobodyToAgree { get; } = "这个单位没有登记负责人，没人能同意。请找上级单位负责人。";

    public static MessageContent Withdrawn { get; } = "已撤回。还没发出的不会再发；已经发出的，请在群里自己说明。";

    public static MessageContent OnlySupervisors { get; } = "只有专班能看这份统计。";

    /// <summary>Why, on which words, and what can be done instead. Read by the sender alone.</summary>
    public static MessageContent Reminder(GuardRules rules, QuietExplanation? closed, bool mayAssign, GroupOffer? offer, DateTimeOffset opening)
    {
        var lines = new List<string>();
        if (closed is not null)
        {
            lines.Add($"您在群里布置了工作，现在不是工作时间：{closed.Text}。");
            lines.Add(Quoted(rules.Hours));
        }
        if (!mayAssign)
        {
            lines.Add(closed is null ? "您在这个群里没有布置工作的权限。" : "另外，您在这个群里没有布置工作的权限。");
            lines.Add(Quoted(rules.Authority));
        }
        if (offer is not null)
            lines.Add(OfferLine(offer, opening));
        lines.Add("这条提醒只有您看得到，只按单位和月份计数，不记人。");
        return new MessageContent(string.Join('\n', lines))
        {
            Card = offer is null ? null : new Card { Title = "群里布置工作", Buttons = [new CardButton(OfferTitle, BotAction.On(GroupOfferCommand.ScheduleAction, offer.Id))] },
        };
    }

    public static MessageContent EmergencyPassed(GuardRules rules) =>
        "这条像是紧急情况，我不拦。\n"
        + $"说明：{Quoted(rules.Hours)}条文没有写明紧急情况例外，放行紧急情况是本产品的规则。\n"
        + "要让机器人在下班时间通知到人，请走紧急放行：写明事由，由另一位有权的人批准。\n"
        + "这条提醒只有您看得到。";

    public static MessageContent Scheduled(string id, DateTimeOffset opening) =>
        $"好的，{At(opening)}发到群里。不想发了，回复“{WithdrawWord} {id}”。";

    public static MessageContent ConsentAsked(string id) =>
        $"已转给单位负责人，上班后会看到。同意后在工作时间发到群里。不想发了，回复“{WithdrawWord} {id}”。";

    public static MessageContent Agreed(DateTimeOffset opening) => $"已同意，{At(opening)}发到群里。";

    public static MessageContent Already(GroupOffer offer) => offer.Status switch
    {
        GroupOfferStatus.AwaitingConsent => "这条已转给单位负责人，请等待。",
        GroupOfferStatus.Scheduled => "这条已经定时，不用再操作。",
        GroupOfferStatus.Withdrawn => "这条已经撤回。",
        _ => "这条还没有定时，不用同意。",
    };

    public static MessageContent AskConsent(GroupOffer offer, Person sender, DirectorySnapshot directory) =>
        new($"{sender.Name}想在{NameOf(offer, directory)}的群里布置工作，要您同意才发：\n{offer.Text}\n同意请回复“{AgreeWord} {offer.Id}”；不同意不用回复。")
        {
            Card = new Card { Title = "群里布置工作待同意", Buttons = [new CardButton("同意定时", BotAction.On(GroupOfferCommand.AgreeAction, offer.Id))] },
        };

    /// <summary>The text as its writer wrote it, with the writer's name.</summary>
    public static MessageContent ForGroup(GroupOffer offer, DirectorySnapshot directory) =>
        directory.Person(offer.SenderId) is { } sender ? $"{sender.Name}（定时发送）：\n{offer.Text}" : offer.Text;

    /// <summary>Figures below <paramref name="smallCell"/> are not told apart, zero included, and no totals are given from which they could be worked out.</summary>
    public static MessageContent Figures(DateOnly month, IReadOnlyList<(string Name, GuardMonth Month)> units, int smallCell)
    {
        if (units.Count == 0)
            return $"{month.Year}年{month.Month}月还没有记录。";
        string Cell(int count) => count < smallCell ? $"少于{smallCell}" : $"{count}";
        var lines = units.Select(unit =>
            $"{unit.Name}：非工作时间{Cell(unit.Month.OutsideHours)}，无权限{Cell(unit.Month.WithoutAuthority)}，紧急{Cell(unit.Month.Emergencies)}，改为定时{Cell(unit.Month.Scheduled)}");
        return $"{month.Year}年{month.Month}月群内布置提醒（条，不记人）\n{string.Join('\n', lines)}";
    }

    private static string OfferLine(GroupOffer offer, DateTimeOffset opening) => offer.NeedsConsent
        ? $"可以{OfferTitle}，先由单位负责人同意：点按钮，或回复“{ScheduleWord} {offer.Id}”。"
        : $"可以{OfferTitle}（{At(opening)}）：点按钮，或回复“{ScheduleWord} {offer.Id}”。";

    private static string Quoted(GuardClause clause) => $"{clause.Clause.Territory}《{clause.Clause.Title}》：“{clause.Quote}”。";

    private static string At(DateTimeOffset local) =>
        $"{WorkTimeTexts.DateWithWeekday(DateOnly.FromDateTime(local.DateTime))}{WorkTimeTexts.Time(TimeOnly.FromDateTime(local.DateTime))}";

    private static string NameOf(GroupOffer offer, DirectorySnapshot directory) => directory.Unit(offer.UnitId)?.Name ?? "本单位";
}
