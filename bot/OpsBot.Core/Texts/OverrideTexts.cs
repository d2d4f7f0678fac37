using System.Globalization;
using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;

namespace OpsBot.Core.Texts;

/// <summary>Sentences about sending outside working time (加急). Every card's text says all that the card says.</summary>
public static class OverrideTexts
{
    public const string Word = "加急";
    public const string OffWord = "不加急";
    public const string AtAnyHour = "按加急不分时间送达，现在开始送";

    public static MessageContent NoOverrides { get; } = "没有等您审批的加急。";

    public static MessageContent MonthNotForYou { get; } = "加急统计只给通知管理员、审批人和专班看。";

    public static MessageContent Help(OverrideRules rules) =>
        $"只有{Grounds(rules)}这几种情况可以不分时间送达，要由另一位审批人同意，最长{rules.MaxHours}小时，每次都进记录。\n"
        + $"写新通知：核对那一步发“{Example(rules)}”。\n已经发出、还在等工作时间的通知：发“加急 TZ-编号 {rules.Grounds[0].Name} 12小时 原因”。\n审批人发“待批加急”。";

    /// <summary>Asks for the terms; <paramref name="action"/> is the button of the card.</summary>
    public static MessageContent Form(OverrideRules rules, BotAction action, string typed) =>
        new($"请写明加急的类别、时长（最长{rules.MaxHours}小时）和原因，比如发“{typed} {rules.Grounds[0].Name} 12小时 台风今晚登陆”。类别只能选：{Grounds(rules)}。{NeedsDocument(rules)}")
        {
            Card = new Card
            {
                Title = "加急：不分时间送达",
                Body = "要由另一位审批人同意。" + NeedsDocument(rules),
                Inputs =
                [
                    new CardInput("ground", "类别", [.. rules.Grounds.Select(g => new CardOption(g.Id, g.Name))]),
                    new CardInput("hours", $"时长（小时，最长{rules.MaxHours}）", Value: "12"),
                    new CardInput("reason", "原因"),
                    new CardInput("document", "上级文号（上级明令时填）"),
                ],
                Buttons = [new CardButton("申请加急", action)],
            },
        };

    public static string Refused(OverrideRefusal why, OverrideRules rules) => why switch
    {
        OverrideRefusal.NotRequester => "只有通知管理员和单位负责人能申请加急。",
        OverrideRefusal.NotApprover => "只有审批人能审批加急。",
        OverrideRefusal.OwnRequest => "自己申请的加急不能自己审批，请另一位审批人来办。",
        OverrideRefusal.NoGround => $"加急的类别只能选：{Grounds(rules)}。别的情况请等工作时间。",
        OverrideRefusal.NoDocument => $"{rules.Grounds.FirstOrDefault(g => g.NeedsDocument)?.Name}要写文号，比如“文号：省指〔2026〕3号”，最多{OverrideTerms.MaxDocumentLength}字。",
        OverrideRefusal.BadReason => $"请写明为什么不能等到工作时间，最多{OverrideTerms.MaxReasonLength}字。",
        OverrideRefusal.BadHours => $"请写明时长，1到{rules.MaxHours}小时，比如“12小时”。",
        OverrideRefusal.NoScope => "加急要写明哪份通知、发给哪些单位，不能一揽子加急。",
        OverrideRefusal.NoApprover => "加急要由另一位同事审批，但通讯录里还没有别的审批人。请先联系系统管理员添加。",
        OverrideRefusal.AlreadyDecided => "这个加急已经办过了，没有做任何改动。",
        OverrideRefusal.TooLate => "这个加急申请超过时间没有审批，已经失效。还需要的话，请重新申请。",
        OverrideRefusal.NotOnItsWay => "这份通知没有在发送，不能加急。请先提交并审批通知；写通知时也可以直接选加急。",
        OverrideRefusal.WithCircular => "这个加急和通知一起审批，请审批那份通知。",
        OverrideRefusal.AlreadyUrgent => "这份通知已经申请过加急，或者发出超过两天。请另写一份通知。",
        _ => "没有找到，或者不归您管。请核对编号，样子像 JJ-0601-7K3F。",
    };

    /// <summary>To the requester: the bot itself does not wake an approver up.</summary>
    public static MessageContent Requested(Override item) =>
        $"加急申请{item.Id}已提交。不在工作时间我不会打扰审批人，急的话请您打电话，请对方发“待批加急”。\n不要了就发“停止加急 {item.Id}”。";

    /// <summary>How a circular's own approval speaks of it.</summary>
    public static string OfCircular(CircularUrgency urgent, DirectorySnapshot directory, TimeSpan offset) => urgent.Until is { } until
        ? $"{urgent.GroundName}，{Name(directory, urgent.OrderedBy)}申请，{Name(directory, urgent.ApprovedBy)}批准，{When(until, offset)}前不分时间送达"
        : $"{urgent.GroundName}{Document(urgent.Terms)}，通过后{urgent.Terms.Hours}小时内不分时间送达。原因：{urgent.Terms.Reason}";

    /// <summary>What recipients read above the text.</summary>
    public static string ForRecipient(CircularUrgency urgent, DirectorySnapshot directory, TimeSpan offset) =>
        $"【加急·{urgent.GroundName}】{Who(directory, urgent.OrderedBy)}下达，{Who(directory, urgent.ApprovedBy)}批准{Document(urgent.Terms)}。加急有效到{When(urgent.Until!.Value, offset)}。\n";

    public static MessageContent SubmittedWithCircular(string overrideId) =>
        $"这份通知申请了加急（{overrideId}）。不在工作时间我不会打扰审批人，急的话请您打电话，请对方发“待我审批”。";

    public static MessageContent Whole(Override item, OverrideRules rules, DirectorySnapshot directory, TimeSpan offset, bool mayDecide, string? link)
    {
        var facts = Facts(item, rules, directory, offset);
        var lines = string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}"));
        var how = mayDecide ? $"\n\n同意就发“通过 {item.Id}”。不同意就发“驳回 {item.Id}”。{(link is null ? "" : $"\n也可以在网页上办（只给您一个人，24小时内有效）：{link}")}" : "";
        return new MessageContent($"加急{item.Id}\n{lines}{how}")
        {
            Card = new Card
            {
                Title = mayDecide ? "请审批加急" : $"加急 {item.Id}",
                Body = mayDecide ? "通过后，范围内的人不分时间都会收到。" : null,
                Facts = facts,
                Buttons = mayDecide
                    ? [new CardButton("通过", OverrideCommand.Button(OverrideCommandKind.Approve, item.Id)), new CardButton("驳回", OverrideCommand.Button(OverrideCommandKind.Reject, item.Id))]
                    : item.Status is OverrideStatus.Pending or OverrideStatus.Approved
                        ? [new CardButton("停止加急", OverrideCommand.Button(OverrideCommandKind.Revoke, item.Id))]
                        : [],
            },
        };
    }

    public static IReadOnlyList<CardFact> Facts(Override item, OverrideRules rules, DirectorySnapshot directory, TimeSpan offset)
    {
        List<CardFact> facts =
        [
            new("状态", Status(item.Status)),
            new("类别", rules.Ground(item.Terms.Ground)?.Name ?? item.Terms.Ground),
            new("原因", item.Terms.Reason),
            new("申请", Who(directory, item.RequesterId)),
            new("范围", $"通知{item.Subject[(item.Subject.IndexOf(':', StringComparison.Ordinal) + 1)..]}，{string.Join('、', item.UnitIds.Select(u => directory.Unit(u)?.Name ?? u))}和下面的单位"),
            new("时长", item.Until is { } until ? $"到{When(until, offset)}" : $"通过后{item.Terms.Hours}小时"),
        ];
        if (item.Terms.Document is { } document)
            facts.Insert(2, new CardFact("文号", document));
        if (item.ApproverId is { } approver)
            facts.Add(new CardFact("审批", Who(directory, approver)));
        return facts;
    }

    public static MessageContent Pending(IReadOnlyList<Override> pending, OverrideRules rules, DirectorySnapshot directory)
    {
        if (pending.Count == 0)
            return NoOverrides;
        var lines = string.Join('\n', pending.Select(o => $"· {o.Id} {rules.Ground(o.Terms.Ground)?.Name} {o.Terms.Hours}小时 {o.Terms.Reason}（{Name(directory, o.RequesterId)}）"));
        return new MessageContent($"等您审批的加急：\n{lines}\n看详情发“查看 编号”。")
        {
            Card = new Card
            {
                Title = "等您审批的加急",
                Body = lines,
                Buttons = [.. pending.Select(o => new CardButton($"查看 {o.Id}", OverrideCommand.Button(OverrideCommandKind.Show, o.Id)))],
            },
        };
    }

    public static MessageContent Approved(Override item, TimeSpan offset) => $"加急{item.Id}已通过，{When(item.Until!.Value, offset)}前不分时间送达，现在开始送。要停下发“停止加急 {item.Id}”。";

    public static MessageContent Rejected(Override item) => $"加急{item.Id}已驳回，通知照常在工作时间送达。";

    public static MessageContent Revoked(Override item) => $"加急{item.Id}已停止。没送到的改在工作时间送达。";

    public static string NotInForce(string circularId) => $"通知{circularId}申请的加急已经失效，按平常的通知在工作时间送达。";

    public static MessageContent Month(OverrideMonth month)
    {
        var rate = month.Unasked == 0 ? "0" : (100.0 * month.Delivered / month.Unasked).ToString("0.##", CultureInfo.InvariantCulture);
        return $"{month.Month}加急：申请{month.Requested}次，通过{month.Approved}次，驳回{month.Rejected}次，没办成{month.Lapsed}次。\n工作时间以外加急送达{month.Delivered}条，占主动送达{month.Unasked}条的{rate}%（按{month.Days}天的送达证明）。";
    }

    public static string Status(OverrideStatus status) => status switch
    {
        OverrideStatus.Pending => "待审批",
        OverrideStatus.Approved => "已通过",
        OverrideStatus.Rejected => "已驳回",
        OverrideStatus.Expired => "已到期",
        _ => "已停止",
    };

    private static string Grounds(OverrideRules rules) => string.Join('、', rules.Grounds.Select(g => g.Name));

    private static string Example(OverrideRules rules) => $"加急 {rules.Grounds[0].Name} 12小时 原因";

    private static string NeedsDocument(OverrideRules rules) =>
        string.Concat(rules.Grounds.Where(g => g.NeedsDocument).Select(g => $"{g.Name}要写文号，比如“文号：省指〔2026〕3号”。"));

    private static string Document(OverrideTerms terms) => terms.Document is { } document ? $"（{document}）" : "";

    private static string When(DateTimeOffset at, TimeSpan offset) => at.ToOffset(offset).ToString("M月d日HH:mm", CultureInfo.InvariantCulture);

    private static string Who(DirectorySnapshot directory, string? personId) => $"{directory.Unit(directory.Person(personId)?.UnitId)?.Name}{Name(directory, personId)}";

    private static string Name(DirectorySnapshot directory, string? personId) => directory.Person(personId)?.Name ?? "已不在通讯录的同事";
}
