using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>Sentences about circulars (通知). Every card's text says all that the card says.</summary>
public static class CircularTexts
{
    public static MessageContent OnlyAdmins { get; } = "只有通知管理员能发通知。需要的话，请联系本单位的通知管理员。";

    /// <summary>The whole text with what an approver needs to decide.</summary>
    public static MessageContent ForApproval(Circular circular, DirectorySnapshot directory, TimeSpan offset)
    {
        var whole = Whole(circular, directory, offset);
        return whole with
        {
            Text = $"{whole.Text}\n\n同意就发“通过 {circular.Id}”。不同意就发“退回 {circular.Id} 原因”。",
            Card = whole.Card! with
            {
                Title = $"请审批：{circular.Title}",
                Inputs = [new CardInput("reason", "退回原因（退回时填）", Multiline: true)],
                Buttons =
                [
                    new("通过", CircularCommand.Button(CircularCommandKind.Approve, circular.Id)),
                    new("退回", CircularCommand.Button(CircularCommandKind.Return, circular.Id)),
                ],
            },
        };
    }

    public static MessageContent Whole(Circular circular, DirectorySnapshot directory, TimeSpan offset)
    {
        var facts = new List<CardFact>
        {
            new("编号", circular.Id),
            new("状态", StatusOf(circular, directory)),
            new("起草", Writer(circular, directory)),
            new("发给", Reach(CircularAudience.Of(directory, circular.UnitId))),
        };
        if (circular.Urgent is { } urgent)
            facts.Add(new CardFact("加急", OverrideTexts.OfCircular(urgent, directory, offset)));
        var lines = facts.Select(f => $"{f.Label}：{f.Value}");
        return new MessageContent($"通知{circular.Id}\n{string.Join('\n', lines)}\n正文：\n{circular.Text}")
        {
            Card = new Card { Title = circular.Title, Body = circular.Text, Facts = facts },
        };
    }

    /// <summary>What the recipients read. It asks nothing of them.</summary>
    public static MessageContent ForRecipient(Circular circular, DirectorySnapshot directory, CircularUrgency? urgent = null, TimeSpan offset = default)
    {
        var unit = directory.Unit(directory.Person(circular.AuthorId)?.UnitId)?.Name;
        return $"{(urgent is null ? "" : OverrideTexts.ForRecipient(urgent, directory, offset))}【通知】{unit}\n\n{circular.Text}\n\n编号{circular.Id}。不用回复“收到”。";
    }

    public static MessageContent Pending(IReadOnlyList<Circular> pending, DirectorySnapshot directory)
    {
        if (pending.Count == 0)
            return "没有等您审批的通知。";
        var shown = pending.Take(CircularIndexes.Shown).ToArray();
        var more = pending.Count > shown.Length ? $"\n后面还有，办完这{shown.Length}份再发“待我审批”。" : "";
        return new MessageContent($"等您审批的通知，先来的在前：\n{string.Join('\n', shown.Select(Line))}{more}\n看全文发“查看 编号”。")
        {
            Card = new Card
            {
                Title = "等您审批的通知",
                Body = string.Join('\n', shown.Select(Line)) + more,
                Buttons = [.. shown.Select(c => new CardButton($"查看 {c.Id}", CircularCommand.Button(CircularCommandKind.Show, c.Id)))],
            },
        };

        string Line(Circular c) => $"· {c.Id} {c.Title}（{Writer(c, directory)}）";
    }

    public static MessageContent Mine(IReadOnlyList<Circular> mine)
    {
        if (mine.Count == 0)
            return "您还没有提交过通知。";
        var lines = string.Join('\n', mine.Select(c => $"· {c.Id} {Status(c.Status)} {c.Title}"));
        return new MessageContent($"您最近的通知：\n{lines}\n看送达情况发“进度 编号”。")
        {
            Card = new Card
            {
                Title = "您最近的通知",
                Body = lines,
                Buttons = [.. mine.Select(c => new CardButton($"进度 {c.Id}", CircularCommand.Button(CircularCommandKind.Progress, c.Id)))],
            },
        };
    }

    public static MessageContent Approved(Circular circular, DirectorySnapshot directory, string arrival) =>
        new($"通知{circular.Id}已通过，发给{Reach(CircularAudience.Of(directory, circular.UnitId))}。{arrival}。\n看送达情况发“进度 {circular.Id}”，要停下发“撤回 {circular.Id}”。")
        {
            Choices = [new($"进度 {circular.Id}"), new($"撤回 {circular.Id}")],
        };

    public static MessageContent Returned(Circular circular, DirectorySnapshot directory) =>
        $"通知{circular.Id}已退回给{Name(directory, circular.AuthorId)}，原因会一起转达。";

    public static MessageContent Recalled(Circular circular, CircularProgress progress)
    {
        var gone = progress.Delivered == 0 ? "还没有一条送到平台。" : $"有{progress.Delivered}条平台已经接收，能收回的这就去收回，结果稍后告诉您。";
        var leaving = progress.Sending == 0 ? "" : $"有{progress.Sending}条正在发送或重试，可能来不及收回。";
        return $"通知{circular.Id}已撤回。{gone}{leaving}没发的都不再发。";
    }

    public static MessageContent TakenBack(Circular circular) => circular switch
    {
        { LeftBehind: 0 } => $"通知{circular.Id}：已送达的{circular.TakenBack}条，都从对方的聊天里收回了。",
        { TakenBack: 0 } => $"通知{circular.Id}：已送达的{circular.LeftBehind}条收不回，对方的聊天软件不支持，或者隔得太久。",
        _ => $"通知{circular.Id}：已送达的，收回了{circular.TakenBack}条，还有{circular.LeftBehind}条收不回，对方的聊天软件不支持，或者隔得太久。",
    };

    public static MessageContent AuthorApproved(Circular circular, DirectorySnapshot directory, string arrival) =>
        $"您的通知{circular.Id}（{circular.Title}）已由{Name(directory, circular.ApproverId)}审批通过。{arrival}。看送达情况发“进度 {circular.Id}”。";

    public static MessageContent AuthorReturned(Circular circular, DirectorySnapshot directory) =>
        new($"您的通知{circular.Id}（{circular.Title}）被{Name(directory, circular.ApproverId)}退回，没有发出。\n原因：{circular.ReturnReason}\n要改好再提交，发“{CircularDraftTexts.ChangeWord} {circular.Id}”。")
        {
            Card = new Card
            {
                Title = $"通知被退回：{circular.Title}",
                Facts = [new("编号", circular.Id), new("审批", Name(directory, circular.ApproverId)), new("原因", circular.ReturnReason ?? "")],
                Buttons = [new("改好再提交", BotAction.On(CircularDialog.RewriteAction, circular.Id))],
            },
        };

    public static MessageContent AuthorRecalled(Circular circular, DirectorySnapshot directory) =>
        $"您的通知{circular.Id}（{circular.Title}）已被{Name(directory, circular.RecalledBy)}撤回，没发的都不再发。";

    public static MessageContent Progress(Circular circular, DirectorySnapshot directory, CircularProgress progress, QuietExplanation quiet, Undelivered lost, string? read = null)
    {
        var facts = new List<CardFact> { new("状态", StatusOf(circular, directory)) };
        if (circular.RecipientCount > 0)
        {
            // Outside working time nothing of a circular is tried before the opening, whether the gate has seen it or not.
            var waiting = quiet.IsOpen ? progress.Queued : 0;
            var held = progress.Held + progress.Queued - waiting;
            facts.Add(new("已排入", $"{circular.RecipientCount}人{(circular.Status == CircularStatus.Approved ? "，还在继续" : "")}"));
            facts.Add(new("排队等发送", $"{waiting}"));
            facts.Add(new(quiet.IsOpen ? "等工作时间" : $"等工作时间（{From(quiet)}）", $"{held}"));
            facts.Add(new("正在发送或重试", $"{progress.Sending}"));
            facts.Add(new("平台已接收", $"{progress.Delivered}"));
            if (read is not null)
                facts.Add(new(CircularReadingTexts.Label, read));
            facts.Add(new("已撤回", $"{progress.Withdrawn}"));
            facts.Add(new("没送到", $"{progress.Failed}"));
        }
        var note = string.Join('\n', [.. DeadLetterTexts.ForSender(lost, directory), CircularReadingTexts.Note]);
        var lines = string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}"));
        return new MessageContent($"通知{circular.Id} {circular.Title}\n{lines}\n{note}")
        {
            Card = new Card
            {
                Title = $"{circular.Id} {circular.Title}",
                Body = note,
                Facts = facts,
                Buttons = circular.Status is CircularStatus.Returned or CircularStatus.Recalled
                    ? []
                    : [new("撤回", CircularCommand.Button(CircularCommandKind.Recall, circular.Id))],
            },
        };
    }

    public static MessageContent AlreadyDecided(Circular circular, DirectorySnapshot directory) =>
        $"通知{circular.Id}不能再审批了，它现在的状态是：{StatusOf(circular, directory)}。";

    public static MessageContent ReasonMissing(string id) =>
        $"退回要写明原因。请在卡片里填好再点“退回”，或者发“退回 {id} 原因”。";

    public static MessageContent Refused(CircularRefusal why) => why switch
    {
        CircularRefusal.NotAdmin => OnlyAdmins,
        CircularRefusal.NotApprover => "只有审批人能审批通知。",
        CircularRefusal.OwnCircular => "自己写的通知不能自己审批，请另一位审批人来办。",
        CircularRefusal.ReasonTooLong => $"退回原因最多{Circular.MaxReasonLength}字，请写短一点再发。",
        CircularRefusal.NobodyToReach => "这个范围现在没有人可以收到，单位可能已经调整。请改范围，或者退回给起草人。",
        CircularRefusal.NothingToRecall => "这份通知已经退回，没有发出过，不用撤回。",
        CircularRefusal.AlreadyRecalled => "这份通知之前已经撤回了。",
        CircularRefusal.NoApprover => "通知要由另一位同事审批，但通讯录里还没有别的审批人。请先联系系统管理员添加审批人，写好的内容我留着。",
        _ => "没有找到这份通知，或者它不归您管。请核对编号，样子像 TZ-0601-7K3F。",
    };

    internal static string Reach(CircularAudience audience) =>
        $"{audience.UnitName}和下面的所有单位，共{audience.UnitCount}个单位{audience.PersonCount}人";

    internal static string Arrival(AudienceForecast arrival, DateTimeOffset now) => arrival.Last.AtOnce
        ? "现在是工作时间，通过后马上开始送。"
        : $"如果现在通过，{DeliveryTexts.Arrival(arrival, now)}。";

    internal static string From(QuietExplanation quiet) =>
        $"{WorkTimeTexts.Moment(DateOnly.FromDateTime(quiet.At.DateTime), quiet.NextOpening)}起";

    internal static string Status(CircularStatus status) => status switch
    {
        CircularStatus.Draft => "草稿",
        CircularStatus.Pending => "待审批",
        CircularStatus.Approved => "分发中",
        CircularStatus.FannedOut => "已全部排入发送",
        CircularStatus.Returned => "已退回",
        CircularStatus.Recalled => "已撤回",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };

    private static string StatusOf(Circular circular, DirectorySnapshot directory) => circular.Status switch
    {
        CircularStatus.Approved or CircularStatus.FannedOut => $"{Status(circular.Status)}，{Name(directory, circular.ApproverId)}审批",
        CircularStatus.Returned => $"已由{Name(directory, circular.ApproverId)}退回，原因：{circular.ReturnReason}",
        CircularStatus.Recalled => $"已由{Name(directory, circular.RecalledBy)}撤回",
        _ => Status(circular.Status),
    };

    private static string Writer(Circular circular, DirectorySnapshot directory) =>
        $"{directory.Unit(directory.Person(circular.AuthorId)?.UnitId)?.Name}{Name(directory, circular.AuthorId)}";

    private static string Name(DirectorySnapshot directory, string? personId) =>
        directory.Person(personId)?.Name ?? "已不在通讯录的同事";
}
