using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Texts;

/// <summary>What the office reads while it gives a case out.</summary>
public static class DispatchTexts
{
    public static MessageContent AskTerritory(Case subject, CaseContext context, IReadOnlyList<Unit> territories, IReadOnlyList<Unit> departments)
    {
        var above = CaseAuthority.LevelUp(context.Directory, subject);
        var lead = above is null ? "" : $"被反映的是{CaseTexts.Accused(subject, context.Directory)}，按规定提到上一级，建议“{above.Name}”。\n";
        return new MessageContent($"交办 {subject.Id}，第1步/共5步：\n{lead}属地单位交给谁？发单位名称。（也可以填卡片，一次填完）")
        {
            Card = new Card
            {
                Title = $"交办 {subject.Id}",
                Inputs =
                [
                    new("territory", "属地单位", Options(territories, context.Directory), Value: above?.Id),
                    new("industry", "行业主管部门", Options(departments, context.Directory)),
                    new("days", "时限（工作日）", [.. context.Rules.StandardWorkingDays.Select(d => new CardOption($"{d}", $"{d}个工作日"))]),
                    new("quality", "质量标准：办到什么程度", Multiline: true),
                    new("feedback", "反馈标准：要反馈什么", Multiline: true),
                ],
                Buttons = [new("交办", CaseTexts.Form("case.dispatch", subject.Id))],
            },
            Choices = CaseTexts.Choices([.. territories.Take(6).Select(u => UnitMatcher.TitleOf(context.Directory, u)), CaseTexts.CancelWord]),
        };
    }

    public static MessageContent AskIndustry(CaseContext context, IReadOnlyList<Unit> departments) =>
        new("第2步：行业主管部门交给谁？发部门名称。") { Choices = CaseTexts.Choices([.. departments.Take(6).Select(u => UnitMatcher.TitleOf(context.Directory, u)), CaseTexts.BackWord, CaseTexts.CancelWord]) };

    public static MessageContent AskDays(DeadlineRules rules, int step) =>
        new($"{(step > 0 ? $"第{step}步：" : "")}办理时限几个工作日？发数字，最多{rules.MaxWorkingDays}。")
        {
            Choices = CaseTexts.Choices([.. rules.StandardWorkingDays.Select(d => $"{d}个工作日"), CaseTexts.BackWord, CaseTexts.CancelWord]),
        };

    public static MessageContent AskQuality { get; } = new("第4步：质量标准——办到什么程度算好？") { Choices = CaseTexts.Choices(CaseTexts.BackWord, CaseTexts.CancelWord) };

    public static MessageContent AskFeedbackStandard { get; } = new("第5步：反馈标准——要反馈什么？") { Choices = CaseTexts.Choices(CaseTexts.BackWord, CaseTexts.CancelWord) };

    public static MessageContent DispatchSummary(Case subject, CaseContext context, DispatchOrder order)
    {
        CardFact[] facts =
        [
            new("属地", CaseTexts.UnitName(context.Directory, order.TerritoryId ?? "")),
            new("行业", CaseTexts.UnitName(context.Directory, order.IndustryId ?? "")),
            new("时限", $"{order.WorkingDays}个工作日"),
            new("质量标准", order.Quality ?? ""),
            new("反馈标准", order.Feedback ?? ""),
        ];
        return new MessageContent($"请核对 {subject.Id} 的交办：\n{string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}"))}\n没问题就发“{CaseTexts.ConfirmDispatch}”。")
        {
            Card = new Card { Title = $"核对交办 {subject.Id}", Facts = facts },
            Choices = CaseTexts.Choices(CaseTexts.ConfirmDispatch, CaseTexts.BackWord, CaseTexts.CancelWord),
        };
    }

    public static MessageContent Dispatched(Case subject, CaseContext context)
    {
        var people = subject.Legs.SelectMany(leg => CaseAuthority.PeopleOf(context.Directory, subject, leg, Role.Handler)).DistinctBy(p => p.Id);
        var arrival = AudienceForecast.Of(MessageClass.Assignment, people.Select(context.HoursOf), context.Now);
        var wait = arrival is null ? "" : $"{DeliveryTexts.Arrival(arrival, context.Now)}{(arrival.Last.AtOnce ? "" : "，不打扰休息")}。";
        var due = subject.Legs.Select(leg => CaseTexts.Due(leg, context)).Distinct().ToArray();
        var limit = due.Length == 1 ? due[0] : string.Join("，", subject.Legs.Select(leg => $"{CaseTexts.LegName(leg.Kind)}{CaseTexts.Due(leg, context)}"));
        return $"{subject.Id} 已同时交办：\n{string.Join('\n', subject.Legs.Select(l => $"{CaseTexts.LegName(l.Kind)}：{CaseTexts.UnitName(context.Directory, l.UnitId)}"))}\n时限到{limit}。{wait}两家都接受前显示“交办中”。";
    }

    private static CardOption[] Options(IReadOnlyList<Unit> units, DirectorySnapshot directory) =>
        [.. units.Select(u => new CardOption(u.Id, UnitMatcher.TitleOf(directory, u)))];
}
