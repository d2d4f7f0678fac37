using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What the office, the units and the holder of a receipt read about a case.</summary>
public static class CaseTexts
{
    public const string ConfirmWording = "确认沿用原文";
    public const string UseDraft = "照此";
    public const string ConfirmDispatch = "确认交办";
    internal const string CancelWord = "取消";
    internal const string BackWord = "返回";

    public static MessageContent Unchanged { get; } = "好的，没有改动。";

    public static MessageContent NothingOpen { get; } = "现在没有在办的步骤。发“待办”看案件列表。";

    public static MessageContent NoCases { get; } = "现在没有待办案件。";

    public static MessageContent NotSupervisor { get; } = "这一步要专班人员来做，您现在没有这个权限。";

    public static MessageContent UnknownCase { get; } = "没有这个案号，请核对。发“待办”看案件列表。";

    public static MessageContent NeedCaseId { get; } = "请带上案号，比如“核实 1122-7K3F”。发“待办”看案件列表。";

    public static MessageContent NoOriginal { get; } = "原话已经不在了（可能已撤回）。";

    public static MessageContent AskReason { get; } = new("请写明不予受理的理由，反映人会看到。") { Choices = Choices(CancelWord) };

    public static MessageContent AskReturnReason { get; } = new("请写明退回的理由，承办单位会看到。") { Choices = Choices(CancelWord) };

    public static MessageContent AskUnit { get; } = new("请发被反映单位的全称。") { Choices = Choices(CancelWord) };

    public static MessageContent WordingWarning { get; } =
        new($"这段文字和反映人的原话有较长的重复，发下去可能认出是谁。请换个说法；确实要用，发“{ConfirmWording}”。") { Choices = Choices(ConfirmWording, BackWord, CancelWord) };

    public static MessageContent ConfirmUnclear { get; } = $"请回复“{ConfirmDispatch}”“返回”或“取消”。";

    public static MessageContent DeskResume(string caseId) =>
        new($"接着办 {caseId}：请回答上一个问题，或发“返回”“取消”。") { Choices = Choices(BackWord, CancelWord) };

    public static MessageContent WhichLeg(string verb, string caseId) =>
        new("是哪一条？") { Choices = Choices($"{verb} {caseId} 属地", $"{verb} {caseId} 行业") };

    public static string Stage(CaseStatus status) => status switch
    {
        CaseStatus.Filed => "待核实",
        CaseStatus.Verified => "待交办",
        CaseStatus.Dispatching => "交办中",
        CaseStatus.Rectifying => "整改中",
        CaseStatus.Reviewed => "待反馈",
        CaseStatus.FeedbackSent => "反馈送达中",
        CaseStatus.Closed => "已办结",
        CaseStatus.Declined => "不予受理",
        _ => "已撤回",
    };

    public static string LegStage(LegStatus status) => status switch
    {
        LegStatus.Assigned => "待接受",
        LegStatus.Accepted => "办理中",
        LegStatus.Reported => "已反馈，待审核",
        LegStatus.Returned => "已退回，重新办理",
        _ => "已通过",
    };

    public static string LegName(LegKind kind) => kind == LegKind.Territory ? "属地" : "行业";

    /// <summary>An instant in the office's local time.</summary>
    public static string Moment(DateTimeOffset at, QuietHours hours)
    {
        var local = at.ToOffset(hours.Plan.Schedule.UtcOffset).DateTime;
        return WorkTimeTexts.DateWithWeekday(DateOnly.FromDateTime(local)) + WorkTimeTexts.Time(TimeOnly.FromDateTime(local));
    }

    /// <summary>A leg's due instant; it says so when a missing paper may still move it.</summary>
    public static string Due(Leg leg, CaseContext context)
    {
        var hours = context.HoursOf(leg);
        var missing = hours.MissingPaperYear(leg.ClockedAt ?? leg.AssignedAt, leg.DueAt);
        return Moment(leg.DueAt, hours) + (missing is { } year ? WorkTimeTexts.ProvisionalMark(year) : "");
    }

    public static string Fault(CaseFault fault) => fault.Reason switch
    {
        CaseRefusal.Unknown => UnknownCase.Text,
        CaseRefusal.NotSupervisor => NotSupervisor.Text,
        CaseRefusal.NotHandler => LegTexts.NotHandler.Text,
        CaseRefusal.WrongStage => $"这个案件现在是“{fault.Detail}”，不能做这一步。",
        CaseRefusal.LegWrongStage => $"这条任务现在是“{fault.Detail}”，不能做这一步。",
        CaseRefusal.TextMissing => "内容是空的，请写几句。",
        CaseRefusal.TextTooLong => $"太长了，最多{fault.Detail}字，请精简一下。",
        CaseRefusal.RepeatsOriginal => WordingWarning.Text,
        CaseRefusal.UnknownUnit => $"名录里没有“{fault.Detail}”，请核对单位名称。",
        CaseRefusal.TerritoryMissing => "还没有定属地单位。",
        CaseRefusal.IndustryMissing => "还没有定行业主管部门。",
        CaseRefusal.TerritoryIsDepartment => $"“{fault.Detail}”是部门，不能作属地；请选市、县（区）、乡镇（街道）。",
        CaseRefusal.IndustryIsNoDepartment => $"“{fault.Detail}”不是部门；行业要选主管部门。",
        CaseRefusal.Conflict => fault.Detail ?? "",
        CaseRefusal.SameUnit => "属地和行业不能是同一个单位。",
        CaseRefusal.NoHandler => $"“{fault.Detail}”在名录里没有承办人，请换一个单位，或先补名录。",
        CaseRefusal.LimitMissing => $"请定办理时限：1到{fault.Detail}个工作日。",
        CaseRefusal.NamesOpen => fault.Detail ?? "",
        CaseRefusal.UnknownName => "没有这个编号的名字，一次写明单位的也只能标一个。" + MentionTexts.Unclear,
        CaseRefusal.WhoIsMeant => $"“{fault.Detail}”要写明是名录里的谁：“编号 {MentionTexts.Accused} 单位或姓名”；名录里确实没有，写“{MentionTexts.Outside}”。",
        CaseRefusal.SeveralOfThatName => $"名录里不止一个“{fault.Detail}”，请写上一级的名称，或写人所在的单位。",
        CaseRefusal.NobodyAndSomebody => $"“{fault.Detail}”是点了名的，不能记“{MentionTexts.NobodyNamed}”。先把它标为“{MentionTexts.MentionedOnly}”，再发“{MentionTexts.NobodyNamed}”。",
        CaseRefusal.QualityMissing => "还没有写质量标准：办到什么程度算好。",
        _ => "还没有写反馈标准：要反馈什么。",
    };

    public static MessageContent Refused(CaseOutcome.Refused refused) => string.Join('\n', refused.Faults.Select(Fault));

    public static string ConflictDetail(Unit unit, Unit? above) => above is null
        ? $"“{unit.Name}”是被反映的单位（或在它下面），不能自己办自己；名录里也没有更高一级能承办，请报上级专班。"
        : $"“{unit.Name}”是被反映的单位（或在它下面），不能自己办自己。请提到上一级，比如“{above.Name}”。";

    // To the office

    public static MessageContent NewCase(Case filed, Taxonomy taxonomy) =>
        new($"新反映 {filed.Id}：{taxonomy.NameOf(filed.CategoryId)}，反映对象：{filed.UnitText ?? ComplaintTexts.NotGiven}。发“查看 {filed.Id}”办理。")
        {
            Card = new Card
            {
                Title = $"新反映 {filed.Id}",
                Facts = [new("类别", taxonomy.NameOf(filed.CategoryId)), new("反映对象", filed.UnitText ?? ComplaintTexts.NotGiven)],
                Buttons = [new("办理", BotAction.On("case.show", filed.Id))],
            },
        };

    public static MessageContent LegReported(Case subject, Leg leg, CaseContext context) =>
        new($"{subject.Id} {LegName(leg.Kind)}（{UnitName(context.Directory, leg.UnitId)}）已反馈办结情况，请审核。发“查看 {subject.Id}”。")
        {
            Card = new Card
            {
                Title = $"{subject.Id} {LegName(leg.Kind)}已反馈",
                Body = leg.Report,
                Buttons = ReviewButtons(subject.Id, leg.Kind),
            },
        };

    public static MessageContent LegOverdue(Case subject, Leg leg, CaseContext context) =>
        $"{subject.Id} {LegName(leg.Kind)}（{UnitName(context.Directory, leg.UnitId)}）已过时限（{Due(leg, context)}），现在是“{LegStage(leg.Status)}”。请了解一下有什么困难。";

    public static MessageContent LegReopened(Case subject, Leg leg, DateTimeOffset before, CaseContext context) =>
        $"{subject.Id} {LegName(leg.Kind)}（{UnitName(context.Directory, leg.UnitId)}）：放假安排有调整，时限从{Moment(before, context.HoursOf(leg))}改为{Due(leg, context)}，现在还没有过时限。之前的超时提醒按旧安排发出，记录保留。";

    public static MessageContent CaseList(IEnumerable<Case> cases, Taxonomy taxonomy)
    {
        var lines = cases.Select(c => $"{c.Id} {Stage(c.Status)} {taxonomy.NameOf(c.CategoryId)}").ToArray();
        var ids = cases.Take(6).Select(c => $"查看 {c.Id}");
        return lines.Length == 0 ? NoCases : new MessageContent("待办案件（先来的在前）：\n" + string.Join('\n', lines)) { Choices = Choices([.. ids]) };
    }

    public static MessageContent CaseView(Case subject, CaseContext context, Func<Leg, Undelivered> lost)
    {
        List<CardFact> facts =
        [
            new("状态", Stage(subject.Status)),
            new("类别", context.Taxonomy.NameOf(subject.CategoryId)),
            new("反映对象", Accused(subject, context.Directory)),
            new("时间", subject.WhenText ?? ComplaintTexts.NotGiven),
            new("方式", ComplaintTexts.TierName(subject.Tier)),
            new("收到", Moment(subject.FiledAt, context.Hours.Territory)),
        ];
        if (subject.Status is CaseStatus.Filed or CaseStatus.Verified)
            facts.Add(new("点名", MentionTexts.List(subject, context.Directory)));
        if (subject.Sheet is { } sheet)
            facts.Add(new("问题单", sheet));
        if (subject.Terms is { } terms)
            facts.AddRange([new("时限", $"{terms.WorkingDays}个工作日"), new("质量标准", terms.Quality), new("反馈标准", terms.Feedback)]);
        facts.AddRange(subject.Legs.Select(l => new CardFact(LegName(l.Kind), LegLine(l, lost(l), context))));
        if (subject.Feedback is { } feedback)
            facts.Add(new("反馈", feedback));
        var commands = Commands(subject);
        var text = $"案件 {subject.Id}\n" + string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}"));
        return new MessageContent(commands.Count == 0 ? text : $"{text}\n可以发：{string.Join("、", commands.Select(c => c.Text))}")
        {
            Card = new Card { Title = $"案件 {subject.Id}", Facts = facts, Buttons = [.. commands.Select(c => c.Button)] },
        };
    }

    public static MessageContent Original(string caseId, SealedOriginal original) =>
        $"{caseId} 反映人原话（只在专班内使用，不要转发）：\n{original.Words()}";

    /// <summary>The bot's first wording of the problem sheet: no word of the reporter beyond unit and time.</summary>
    public static string SheetDraft(Case subject, CaseContext context)
    {
        var category = context.Taxonomy.Find(subject.CategoryId);
        var when = subject.WhenText is { } at ? $"，时间：{at}" : "";
        var about = category is null ? subject.CategoryId : $"“{category.Name}”（{category.Explanation}）";
        return $"有干部反映{Accused(subject, context.Directory)}存在{about}方面的问题{when}。请核实整改。";
    }

    public static MessageContent AskSheet(Case subject, CaseContext context)
    {
        var draft = SheetDraft(subject, context);
        return new MessageContent($"问题单草稿：\n{draft}\n合适就发“{UseDraft}”，或直接发改好的文字（不要照抄反映人的原话）。")
        {
            Card = new Card
            {
                Title = $"核实 {subject.Id}",
                Inputs = [new CardInput("sheet", "问题单", Multiline: true, Value: draft)],
                Buttons = [new("写好了", Form("case.verify", subject.Id))],
            },
            Choices = Choices(UseDraft, CancelWord),
        };
    }

    public static MessageContent Verified(string caseId) =>
        new($"{caseId} 已核实。下一步可以交办。") { Choices = Choices($"交办 {caseId}") };

    public static MessageContent UnitSet(string caseId, string unit) => $"{caseId} 被反映单位记为“{unit}”。";

    public static MessageContent Declined(string caseId) => $"{caseId} 已不予受理，反映人会看到理由。";

    public static MessageContent Approved(Case subject, LegKind kind) => subject.Status == CaseStatus.Reviewed
        ? new MessageContent($"{subject.Id} 两条都通过了。最后一步：告诉反映人。") { Choices = Choices($"反馈 {subject.Id}") }
        : $"{subject.Id} {LegName(kind)}已通过，等另一条。";

    public static MessageContent Returned(Case subject, LegKind kind, CaseContext context) =>
        $"{subject.Id} {LegName(kind)}已退回，新时限{Due(subject.Legs[(int)kind], context)}。";

    public static MessageContent AskReturn(string caseId, LegKind kind, DeadlineRules rules) => AskReturnReason with
    {
        Card = new Card
        {
            Title = $"退回 {caseId} {LegName(kind)}",
            Inputs =
            [
                new("reason", "退回理由", Multiline: true),
                new("days", "新时限（工作日）", [.. rules.StandardWorkingDays.Select(d => new CardOption($"{d}", $"{d}个工作日"))]),
            ],
            Buttons = [new("退回", new BotAction("case.return", new Dictionary<string, string> { ["id"] = caseId, ["leg"] = LegName(kind), ["form"] = "1" }))],
        },
    };

    /// <summary>The bot's first wording of the feedback.</summary>
    public static string FeedbackDraft(Case subject, CaseContext context) =>
        $"您反映的“{context.Taxonomy.NameOf(subject.CategoryId)}”问题，已由{string.Join("、", subject.Legs.Select(l => UnitName(context.Directory, l.UnitId)))}整改，专班已审核通过。感谢您如实反映。";

    public static MessageContent AskFeedback(Case subject, CaseContext context)
    {
        var draft = FeedbackDraft(subject, context);
        var reports = string.Join('\n', subject.Legs.Select(l => $"{LegName(l.Kind)}：{l.Report}"));
        return new MessageContent($"两条反馈：\n{reports}\n给反映人的答复草稿：\n{draft}\n合适就发“{UseDraft}”，或直接发改好的文字。")
        {
            Card = new Card
            {
                Title = $"答复反映人 {subject.Id}",
                Body = reports,
                Inputs = [new CardInput("text", "答复", Multiline: true, Value: draft)],
                Buttons = [new("发出答复", Form("case.feedback", subject.Id))],
            },
            Choices = Choices(UseDraft, CancelWord),
        };
    }

    public static MessageContent FeedbackDone(Case subject) => subject.Status == CaseStatus.Closed
        ? $"{subject.Id} 已办结。反映人匿名，凭回执号可以查到答复。"
        : $"{subject.Id} 的答复已发出，送达后自动办结。";

    private static List<(string Text, CardButton Button)> Commands(Case subject)
    {
        List<(string, CardButton)> commands = [];
        if (!subject.HasEnded())
            Add("查看原话", "case.original");
        if (subject.Status is CaseStatus.Filed or CaseStatus.Verified)
        {
            Add("核实", "case.verify");
            Add("认定单位", "case.unit");
            Add("不予受理", "case.decline");
        }
        if (subject.Status == CaseStatus.Verified && !CaseMentions.IsSettled(subject))
            Add("标记", "case.mark");
        if (subject.Status == CaseStatus.Verified)
            Add("交办", "case.dispatch");
        foreach (var leg in subject.Legs.Where(l => l.Status == LegStatus.Reported))
            commands.AddRange(ReviewButtons(subject.Id, leg.Kind).Select(b => ($"{b.Title[..2]} {subject.Id} {LegName(leg.Kind)}", b)));
        if (subject.Status is CaseStatus.Reviewed or CaseStatus.FeedbackSent)
            Add("反馈", "case.feedback");
        return commands;

        void Add(string word, string action) => commands.Add(($"{word} {subject.Id}", new CardButton(word, BotAction.On(action, subject.Id))));
    }

    private static CardButton[] ReviewButtons(string caseId, LegKind kind)
    {
        var args = new Dictionary<string, string> { ["id"] = caseId, ["leg"] = LegName(kind) };
        return [new($"同意{LegName(kind)}", new BotAction("case.approve", args)), new($"退回{LegName(kind)}", new BotAction("case.return", args))];
    }

    private static string LegLine(Leg leg, Undelivered lost, CaseContext context)
    {
        var line = $"{UnitName(context.Directory, leg.UnitId)}，{LegStage(leg.Status)}，时限{Due(leg, context)}";
        return string.Join("\n　", [leg.Report is null ? line : $"{line}\n　办结情况：{leg.Report}", .. DeadLetterTexts.ForSender(lost, context.Directory)]);
    }

    /// <summary>The units complained about, as far as they are known; else what the reporter answered.</summary>
    public static string Accused(Case subject, DirectorySnapshot directory) =>
        CaseBar.Of(directory, subject).Accused.Select(directory.Unit).OfType<Unit>().ToArray() is { Length: > 0 } units ? string.Join("、", units.Select(u => UnitMatcher.TitleOf(directory, u)))
        : subject.UnitId is null && subject.UnitText is { } said ? said
        : "（单位未说明）";

    public static string UnitName(DirectorySnapshot directory, string unitId) =>
        directory.Unit(unitId) is { } unit ? UnitMatcher.TitleOf(directory, unit) : unitId;

    internal static BotAction Form(string name, string caseId) => new(name, new Dictionary<string, string> { ["id"] = caseId, ["form"] = "1" });

    internal static Choice[] Choices(params string[] titles) => [.. titles.Select(t => new Choice(t))];
}
