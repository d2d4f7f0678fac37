using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What the holder of a receipt reads.</summary>
public static class ReceiptTexts
{
    public static string DeclinedToReporter(Case subject) => $"您反映的问题（{subject.Id}）专班核实后没有受理，理由：{subject.Feedback}";

    public static string FeedbackToReporter(Case subject) => $"您反映的问题办好了。专班答复：\n{subject.Feedback}";

    public static MessageContent Status(Case subject, CaseContext context, string receipt)
    {
        var hours = context.Hours.Territory;
        List<string> lines = [$"{CaseTexts.Moment(subject.FiledAt, hours)}收到您的反映。"];
        if (subject.VerifiedAt is { } verified && subject.Status != CaseStatus.Withdrawn)
            lines.Add($"{CaseTexts.Moment(verified, hours)}专班核实。");
        if (subject.DispatchedAt is { } dispatched)
            lines.Add($"{CaseTexts.Moment(dispatched, hours)}交给属地和行业主管部门，时限到{CaseTexts.Due(subject.Legs.MaxBy(l => l.DueAt)!, context)}。");
        lines.Add(subject.Status is CaseStatus.Filed or CaseStatus.Verified && CaseAuthority.SupervisorsOf(context.Directory, subject).Count == 0
            ? MentionTexts.NobodyMayWorkOnItNow
            : Now(subject, hours));
        List<Choice> choices = [];
        if (subject.Status is CaseStatus.Filed or CaseStatus.Verified)
            choices.Add(new Choice($"撤回 {receipt}"));
        if (subject.Status == CaseStatus.Closed && subject.Rating is null)
            choices.AddRange(new[] { 5, 3, 1 }.Select(n => new Choice($"评{n}分 {receipt}")));
        return new MessageContent(string.Join('\n', lines)) { Choices = choices };
    }

    private static string Now(Case subject, QuietHours hours) => subject.Status switch
    {
        CaseStatus.Filed => "现在：等专班核实。",
        CaseStatus.Verified => "现在：已核实，准备交办。",
        CaseStatus.Dispatching => "现在：交办中，等两家都接下来。",
        CaseStatus.Rectifying => "现在：两家都接了，整改中。",
        CaseStatus.Reviewed => "现在：整改已审核通过，专班正在写答复。",
        CaseStatus.Declined => $"{CaseTexts.Moment(subject.EndedAt!.Value, hours)}没有受理，理由：{subject.Feedback}",
        CaseStatus.Withdrawn => $"{CaseTexts.Moment(subject.EndedAt!.Value, hours)}已按您的要求撤回。",
        _ => $"已办结。专班答复（{CaseTexts.Moment(subject.FeedbackAt!.Value, hours)}）：\n{subject.Feedback}" + (subject.Rating is null ? "\n愿意的话可以评 1 到 5 分，不评也可以。" : ""),
    };
}
