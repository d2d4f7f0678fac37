using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Texts;

/// <summary>What a unit's handlers read.</summary>
public static class LegTexts
{
    public static MessageContent NothingToReport { get; } = "这一步已经结束了。发“我的任务”看列表。";

    public static MessageContent AskReport { get; } = new("请写办结情况：做了什么、结果怎样。只要文字，不用照片和台账。") { Choices = CaseTexts.Choices(CaseTexts.CancelWord) };

    public static MessageContent NeedTaskId { get; } = "请带上案号，比如“接受 1122-7K3F”。发“我的任务”看列表。";

    public static MessageContent UnknownTask { get; } = "您没有这个案号的任务，请核对。发“我的任务”看列表。";

    public static MessageContent NotHandler { get; } = "这一步要承办单位的承办人来做，您现在没有这个任务。";

    public static MessageContent NoTasks { get; } = "现在没有要办的任务。";

    public static MessageContent LegAssigned(Case subject, Leg leg, CaseContext context) => LegMessage("新任务", subject, leg, context);

    public static MessageContent LegReturned(Case subject, Leg leg, CaseContext context) => LegMessage("退回重办", subject, leg, context);

    public static MessageContent LegReminder(Case subject, Leg leg, CaseContext context) => LegMessage("快到时限了", subject, leg, context);

    public static MessageContent LegReplanned(Case subject, Leg leg, DateTimeOffset before, CaseContext context) =>
        LegMessage($"放假安排有调整，时限从{CaseTexts.Moment(before, context.HoursOf(leg))}改为{CaseTexts.Due(leg, context)}。任务", subject, leg, context);

    public static MessageContent LegView(Case subject, Leg leg, CaseContext context) => LegMessage("任务", subject, leg, context);

    public static MessageContent TaskList(IEnumerable<(Case Case, Leg Leg)> tasks, CaseContext context)
    {
        var lines = tasks.Select(t => $"{t.Case.Id} {CaseTexts.LegStage(t.Leg.Status)}，时限{CaseTexts.Due(t.Leg, context)}").ToArray();
        return lines.Length == 0
            ? NoTasks
            : new MessageContent("您单位的任务：\n" + string.Join('\n', lines)) { Choices = CaseTexts.Choices([.. tasks.Take(6).Select(t => $"查看 {t.Case.Id}")]) };
    }

    public static MessageContent Accepted(string caseId) => $"{caseId} 已接受。办好后发“办结反馈 {caseId}”，写几句话就行。";

    public static MessageContent ReportTaken(string caseId) => $"{caseId} 的办结情况已交专班审核，您不用再做什么。";

    private static MessageContent LegMessage(string heading, Case subject, Leg leg, CaseContext context)
    {
        List<CardFact> facts =
        [
            new("问题", subject.Sheet ?? ""),
            new("状态", CaseTexts.LegStage(leg.Status)),
            new("时限", CaseTexts.Due(leg, context)),
            new("质量标准", subject.Terms?.Quality ?? ""),
            new("反馈标准", subject.Terms?.Feedback ?? ""),
        ];
        if (leg.Status == LegStatus.Returned)
            facts.Add(new("退回理由", leg.ReturnReason ?? ""));
        List<CardButton> buttons = [];
        if (leg.Status == LegStatus.Assigned)
            buttons.Add(new("接受", BotAction.On("leg.accept", subject.Id)));
        if (leg.Status is LegStatus.Accepted or LegStatus.Returned)
            buttons.Add(new("办结反馈", BotAction.On("leg.report", subject.Id)));
        var title = $"{heading} {subject.Id}（{CaseTexts.LegName(leg.Kind)}）";
        var next = buttons.Count == 0 ? "" : $"\n发“{buttons[0].Title} {subject.Id}”。";
        return new MessageContent($"{title}\n{string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}"))}{next}")
        {
            Card = new Card { Title = title, Facts = facts, Buttons = buttons },
        };
    }
}
