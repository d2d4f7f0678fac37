using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>Sentences of the dialog in which a circular is written, and the words it understands.</summary>
public static class CircularDraftTexts
{
    public const string NewWord = "发通知";
    public const string SubmitWord = "提交审批";
    public const string ChangeWord = "修改";
    public const string ChangeTextWord = "改正文";
    public const string ChangeUnitWord = "改范围";
    public const string KeepWord = "不改";

    public const string UndoWord = "撤销修改";

    /// <summary>The words of this dialog; none of them is ever a circular's text.</summary>
    public static IReadOnlySet<string> OwnWords { get; } = new HashSet<string>
    {
        NewWord, SubmitWord, "提交", ChangeWord, ChangeTextWord, ChangeUnitWord, KeepWord, UndoWord, OverrideTexts.Word, OverrideTexts.OffWord, "申请加急",
    };

    public static IReadOnlySet<string> CancelWords { get; } = new HashSet<string> { "取消", "算了", "不发了", "退出" };

    public static IReadOnlySet<string> BackWords { get; } = new HashSet<string> { "上一步", "返回", "返回上一步" };

    /// <summary>Ask for the same thing again; none of them can be meant as a circular's text.</summary>
    public static IReadOnlySet<string> ResumeWords { get; } = new HashSet<string> { "继续", NewWord, "帮助", "菜单" };

    public static MessageContent TextKept { get; } = "好的，正文没有改。整份通知都不发了，请再发一次“取消”。";

    public static MessageContent NothingToUndo { get; } = "正文没有改过，不用撤销。";

    public static MessageContent TextRestored { get; } = $"已换回改之前的正文。想再换过来，再发一次“{UndoWord}”。";

    public static MessageContent TextChanged { get; } = $"正文已换成下面这份。想换回改之前的，发“{UndoWord}”。";

    public static MessageContent OldCard { get; } = $"这张卡片已经过时，没有做任何改动。要写新的通知，请发“{NewWord}”。";

    public static MessageContent DraftOpen { get; } = "您还有一份通知没写完，先接着写这一份；不要了就发“取消”。";

    public static MessageContent FirstStep { get; } = "这已经是第一步了。不想发了，请发“取消”。";

    public static MessageContent NoSuchUnit { get; } = "通讯录里没有找到这个单位。请换个写法，比如写全名。";

    public static MessageContent ChooseOne { get; } = $"没看懂。请从“{SubmitWord}”“{ChangeWord}”“取消”里选一个。";

    public static MessageContent ChangeWhat { get; } =
        new("要改哪一项？") { Choices = [new(ChangeTextWord), new(ChangeUnitWord), new("取消")] };

    public static MessageContent Cancelled { get; } = "好的，这份通知不发了，写好的内容已经删除。";

    public static MessageContent AskUnit(DirectorySnapshot directory, string? chosen)
    {
        var offered = CircularUnitFinder.Offer(directory).Select(u => new Choice(CircularUnitFinder.TitleOf(directory, u)));
        var unit = directory.Unit(chosen);
        var keep = unit is null ? "" : $"\n现在选的是{unit.Name}，不改就发“{KeepWord}”。";
        return new MessageContent($"通知发给哪个单位？它和它下面的所有单位都会收到。可以直接打单位名称。{keep}")
        {
            Choices = [.. offered, .. unit is null ? Array.Empty<Choice>() : [new Choice(KeepWord)], new Choice("取消")],
        };
    }

    public static MessageContent WhichUnit(DirectorySnapshot directory, IReadOnlyList<Unit> found)
    {
        var shown = found.Take(CircularUnitFinder.MaxShown).Select(u => CircularUnitFinder.TitleOf(directory, u)).ToArray();
        var more = found.Count > shown.Length ? "\n不止这些。如果没有您要的，请把名称写全一点。" : "";
        return new MessageContent($"您说的是哪一个？\n{string.Join('\n', shown.Select(title => $"· {title}"))}{more}")
        {
            Choices = [.. shown.Select(title => new Choice(title)), new Choice("取消")],
        };
    }

    public static MessageContent NobodyThere(string unit) => $"{unit}和下面的单位在通讯录里都还没有人，发不出去。请换一个单位。";

    public static MessageContent AskText(CircularAudience audience, string? written)
    {
        var head = $"发给{CircularTexts.Reach(audience)}。\n请把通知正文一次发给我，第一行当标题，最多{Circular.MaxTextLength}字。";
        return written is null
            ? new MessageContent(head) { Choices = [new("上一步"), new("取消")] }
            : new MessageContent($"{head}\n不改正文就发“{KeepWord}”。现在的正文是：\n\n{written}") { Choices = [new(KeepWord), new("上一步"), new("取消")] };
    }

    public static MessageContent NotAText(string said) =>
        $"“{said}”是命令，没有当成正文，您写好的内容一个字没动。要用这个命令，请先把这份通知提交，或者发“取消”。正文真是这几个字，请写完整一点。";

    public static MessageContent TextTooLong(int length) =>
        $"正文有{length}字，最多{Circular.MaxTextLength}字。请精简后重新发给我。";

    public static MessageContent Confirm(CircularDraft draft, CircularAudience audience, AudienceForecast? forecast, DateTimeOffset now, string? urgent = null)
    {
        var arrival = urgent is not null ? $"加急：{urgent}" : $"同事审批通过以后送达，只在工作时间送。{(forecast is null ? "" : CircularTexts.Arrival(forecast, now))}";
        return new MessageContent($"请核对：\n发给：{CircularTexts.Reach(audience)}\n送达：{arrival}\n正文：\n{draft.Text}\n\n没问题就发“{SubmitWord}”。{(urgent is null ? $"情况紧急、不能等工作时间的，发“{OverrideTexts.Word}”。" : $"不用加急就发“{OverrideTexts.OffWord}”。")}要改就发“{ChangeWord}”，不发了就发“取消”。")
        {
            Card = new Card
            {
                Title = "请核对这份通知",
                Body = draft.Text,
                Facts = [new("发给", CircularTexts.Reach(audience)), new("送达", arrival)],
                Buttons =
                [
                    Button(SubmitWord, "submit"),
                    Button(ChangeTextWord, "text"),
                    Button(ChangeUnitWord, "unit"),
                    urgent is null ? Button("申请加急", "urgent") : Button(OverrideTexts.OffWord, "calm"),
                    Button("取消", "cancel"),
                ],
            },
            Choices = [new(SubmitWord), new(ChangeWord), new("取消")],
        };

        CardButton Button(string title, string name) => new(title, BotAction.On($"circular-draft.{name}", draft.CardId ?? ""));
    }

    public static MessageContent Submitted(Circular circular, AudienceForecast? toApprovers, DateTimeOffset now)
    {
        var asked = toApprovers is null or { Last.AtOnce: true } ? "已经转给审批人。" : $"转给审批人：{DeliveryTexts.Arrival(toApprovers, now)}。";
        return new MessageContent($"通知{circular.Id}已提交。{asked}审批结果我会告诉您。\n看进度发“进度 {circular.Id}”，不想发了发“撤回 {circular.Id}”。")
        {
            Choices = [new($"进度 {circular.Id}"), new($"撤回 {circular.Id}")],
        };
    }

    public static MessageContent CannotRewrite(Circular circular) =>
        $"通知{circular.Id}现在是“{CircularTexts.Status(circular.Status)}”，不能修改。要改先发“撤回 {circular.Id}”，再发“{ChangeWord} {circular.Id}”。";
}
