using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What the office, the units and the holder of a receipt read about a case.</summary>
public static class CaseTexts
{
    public const string ConfirmWording = "确认沿用原文";
    public const string UseDraft = "照此";
    public const string ConfirmDispatch = "确认交办";
    private const string CancelWord = "取消";
    private const string BackWord = "返回";

    public static MessageContent Unchanged { get; } = "好的，没有改动。";

    public static MessageContent NothingOpen { get; } = "现在没有在办的步骤。发“待办”看案件列表。";

    public static MessageContent NoCases { get; } = "现在没有待办案件。";

    public static MessageContent NoTasks { get; } = "现在没有要办的任务。";

    public static MessageContent NotSupervisor { get; } = "这一步要专班人员来做，您现在没有这个权限。";

    public static MessageContent NotHandler { get; } = "这一步要承办单位的承办人来做，您现在没有这个任务。";

    public static MessageContent UnknownCase { get; } = "没有这个案号，请核对。发“待办”看案件列表。";

    public static MessageContent UnknownTask { get; } = "您没有这个案号的任务，请核对。发“我的任务”看列表。";

    public static MessageContent NeedCaseId { get; } = "请带上案号，比如“核实 1122-7K3F”。发“待办”看案件列表。";

    public static MessageContent NeedTaskId { get; } = "请带上案号，比如“接受 1122-7K3F”。发“我的任务”看列表。";

    public static MessageContent NoOriginal { get; } = "原话已经不在了（可能已撤回）。";

    public static MessageContent AskReason { get; } = new("请写明不予受理的理由，反映人会看到。") { Choices = Choices(CancelWord) };

    public static MessageContent AskReturnReason { get; } = new("请写明退回的理由，承办单位会看到。") { Choices = Choices(CancelWord) };

    public static MessageContent AskUnit { get; } = new("请发被反映单位的全称。") { Choices = Choices(CancelWord) };

    public static MessageContent AskReport { get; } = new("请写办结情况：做了什么、结果怎样。只要文字，不用照片和台账。") { Choices = Choices(CancelWord) };

    public static MessageContent WordingWarning { get; } =
        new($"这段文字和反映人的原话有较长的重复，发下去可能认出是谁。请换个说法；确实要用，发“{ConfirmWording}”。") { Choices = Choices(ConfirmWording, BackWord, CancelWord) };

    public static MessageContent ConfirmUnclear { get; } = $"请回复“{ConfirmDispatch}”“返回”或“取消”。";

    public static MessageContent NothingToReport { get; } = "这一步已经结束了。发“我的任务”看列表。";

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
        var local = at.ToOffset(hours.Timeline.Schedule.UtcOffset).DateTime;
        return WorkTimeTexts.DateWithWeekday(DateOnly.FromDateTime(local)) + WorkTimeTexts.Time(TimeOnly.FromDateTime(local));
    }

    public static string Fault(CaseFault fault) => fault.Reason switch
    {
        CaseRefusal.Unknown => UnknownCase.Text,
        CaseRefusal.NotSupervisor => NotSupervisor.Text,
        CaseRefusal.NotHandler => NotHandler.Text,
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
        $"{subject.Id} {LegName(leg.Kind)}（{UnitName(context.Directory, leg.UnitId)}）已过时限（{Moment(leg.DueAt, context.Hours)}），现在是“{LegStage(leg.Status)}”。请了解一下有什么困难。";

    public static MessageContent CaseList(IEnumerable<Case> cases, Taxonomy taxonomy)
    {
        var lines = cases.Select(c => $"{c.Id} {Stage(c.Status)} {taxonomy.NameOf(c.CategoryId)}").ToArray();
        var ids = cases.Take(6).Select(c => $"查看 {c.Id}");
        return lines.Length == 0 ? NoCases : new MessageContent("待办案件（先来的在前）：\n" + string.Join('\n', lines)) { Choices = Choices([.. ids]) };
    }

    public static MessageContent CaseView(Case subject, CaseContext context)
    {
        List<CardFact> facts =
        [
            new("状态", Stage(subject.Status)),
            new("类别", context.Taxonomy.NameOf(subject.CategoryId)),
            new("反映对象", Accused(subject, context.Directory)),
            new("时间", subject.WhenText ?? ComplaintTexts.NotGiven),
            new("方式", ComplaintTexts.TierName(subject.Tier)),
            new("收到", Moment(subject.FiledAt, context.Hours)),
        ];
        if (subject.Sheet is { } sheet)
            facts.Add(new("问题单", sheet));
        if (subject.Terms is { } terms)
            facts.AddRange([new("时限", $"{terms.WorkingDays}个工作日"), new("质量标准", terms.Quality), new("反馈标准", terms.Feedback)]);
        facts.AddRange(subject.Legs.Select(l => new CardFact(LegName(l.Kind), LegLine(l, context))));
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

    public static MessageContent AskTerritory(Case subject, CaseContext context, IReadOnlyList<Unit> territories, IReadOnlyList<Unit> departments)
    {
        var above = CaseAuthority.LevelUp(context.Directory, subject);
        var lead = above is null ? "" : $"被反映的是{context.Directory.Unit(subject.UnitId)?.Name}，按规定提到上一级，建议“{above.Name}”。\n";
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
                Buttons = [new("交办", Form("case.dispatch", subject.Id))],
            },
            Choices = Choices([.. territories.Take(6).Select(u => UnitMatcher.TitleOf(context.Directory, u)), CancelWord]),
        };
    }

    public static MessageContent AskIndustry(CaseContext context, IReadOnlyList<Unit> departments) =>
        new("第2步：行业主管部门交给谁？发部门名称。") { Choices = Choices([.. departments.Take(6).Select(u => UnitMatcher.TitleOf(context.Directory, u)), BackWord, CancelWord]) };

    public static MessageContent AskDays(DeadlineRules rules, int step) =>
        new($"{(step > 0 ? $"第{step}步：" : "")}办理时限几个工作日？发数字，最多{rules.MaxWorkingDays}。")
        {
            Choices = Choices([.. rules.StandardWorkingDays.Select(d => $"{d}个工作日"), BackWord, CancelWord]),
        };

    public static MessageContent AskQuality { get; } = new("第4步：质量标准——办到什么程度算好？") { Choices = Choices(BackWord, CancelWord) };

    public static MessageContent AskFeedbackStandard { get; } = new("第5步：反馈标准——要反馈什么？") { Choices = Choices(BackWord, CancelWord) };

    public static MessageContent DispatchSummary(Case subject, CaseContext context, DispatchOrder order)
    {
        CardFact[] facts =
        [
            new("属地", UnitName(context.Directory, order.TerritoryId ?? "")),
            new("行业", UnitName(context.Directory, order.IndustryId ?? "")),
            new("时限", $"{order.WorkingDays}个工作日"),
            new("质量标准", order.Quality ?? ""),
            new("反馈标准", order.Feedback ?? ""),
        ];
        return new MessageContent($"请核对 {subject.Id} 的交办：\n{string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}"))}\n没问题就发“{ConfirmDispatch}”。")
        {
            Card = new Card { Title = $"核对交办 {subject.Id}", Facts = facts },
            Choices = Choices(ConfirmDispatch, BackWord, CancelWord),
        };
    }

    public static MessageContent Dispatched(Case subject, CaseContext context)
    {
        var opens = context.Hours.NextOpening(context.Now);
        var wait = opens > context.Now ? $"现在是非工作时间，{Moment(opens, context.Hours)}上班后再送达，不打扰他们休息。" : "";
        return $"{subject.Id} 已同时交办：\n{string.Join('\n', subject.Legs.Select(l => $"{LegName(l.Kind)}：{UnitName(context.Directory, l.UnitId)}"))}\n时限到{Moment(subject.Legs[0].DueAt, context.Hours)}。{wait}两家都接受前显示“交办中”。";
    }

    public static MessageContent Approved(Case subject, LegKind kind) => subject.Status == CaseStatus.Reviewed
        ? new MessageContent($"{subject.Id} 两条都通过了。最后一步：告诉反映人。") { Choices = Choices($"反馈 {subject.Id}") }
        : $"{subject.Id} {LegName(kind)}已通过，等另一条。";

    public static MessageContent Returned(Case subject, LegKind kind, CaseContext context) =>
        $"{subject.Id} {LegName(kind)}已退回，新时限{Moment(subject.Legs[(int)kind].DueAt, context.Hours)}。";

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

    // To the units

    public static MessageContent LegAssigned(Case subject, Leg leg, CaseContext context) => LegMessage("新任务", subject, leg, context);

    public static MessageContent LegReturned(Case subject, Leg leg, CaseContext context) => LegMessage("退回重办", subject, leg, context);

    public static MessageContent LegReminder(Case subject, Leg leg, CaseContext context) => LegMessage("快到时限了", subject, leg, context);

    public static MessageContent LegView(Case subject, Leg leg, CaseContext context) => LegMessage("任务", subject, leg, context);

    public static MessageContent TaskList(IEnumerable<(Case Case, Leg Leg)> tasks, QuietHours hours)
    {
        var lines = tasks.Select(t => $"{t.Case.Id} {LegStage(t.Leg.Status)}，时限{Moment(t.Leg.DueAt, hours)}").ToArray();
        return lines.Length == 0
            ? NoTasks
            : new MessageContent("您单位的任务：\n" + string.Join('\n', lines)) { Choices = Choices([.. tasks.Take(6).Select(t => $"查看 {t.Case.Id}")]) };
    }

    public static MessageContent Accepted(string caseId) => $"{caseId} 已接受。办好后发“办结反馈 {caseId}”，写几句话就行。";

    public static MessageContent ReportTaken(string caseId) => $"{caseId} 的办结情况已交专班审核，您不用再做什么。";

    // To the holder of the receipt

    public static string DeclinedToReporter(Case subject) => $"您反映的问题（{subject.Id}）专班核实后没有受理，理由：{subject.Feedback}";

    public static string FeedbackToReporter(Case subject) => $"您反映的问题办好了。专班答复：\n{subject.Feedback}";

    public static MessageContent Status(Case subject, QuietHours hours, string receipt)
    {
        List<string> lines = [$"{Moment(subject.FiledAt, hours)}收到您的反映。"];
        if (subject.VerifiedAt is { } verified && subject.Status != CaseStatus.Withdrawn)
            lines.Add($"{Moment(verified, hours)}专班核实。");
        if (subject.DispatchedAt is { } dispatched)
            lines.Add($"{Moment(dispatched, hours)}交给属地和行业主管部门，时限到{Moment(subject.Legs.Max(l => l.DueAt), hours)}。");
        lines.Add(Now(subject, hours));
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
        CaseStatus.Declined => $"{Moment(subject.EndedAt!.Value, hours)}没有受理，理由：{subject.Feedback}",
        CaseStatus.Withdrawn => $"{Moment(subject.EndedAt!.Value, hours)}已按您的要求撤回。",
        _ => $"已办结。专班答复（{Moment(subject.FeedbackAt!.Value, hours)}）：\n{subject.Feedback}" + (subject.Rating is null ? "\n愿意的话可以评 1 到 5 分，不评也可以。" : ""),
    };

    private static MessageContent LegMessage(string heading, Case subject, Leg leg, CaseContext context)
    {
        List<CardFact> facts =
        [
            new("问题", subject.Sheet ?? ""),
            new("状态", LegStage(leg.Status)),
            new("时限", Moment(leg.DueAt, context.Hours)),
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
        var title = $"{heading} {subject.Id}（{LegName(leg.Kind)}）";
        var next = buttons.Count == 0 ? "" : $"\n发“{buttons[0].Title} {subject.Id}”。";
        return new MessageContent($"{title}\n{string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}"))}{next}")
        {
            Card = new Card { Title = title, Facts = facts, Buttons = buttons },
        };
    }

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

    private static string LegLine(Leg leg, CaseContext context)
    {
        var line = $"{UnitName(context.Directory, leg.UnitId)}，{LegStage(leg.Status)}，时限{Moment(leg.DueAt, context.Hours)}";
        return leg.Report is null ? line : $"{line}\n　办结情况：{leg.Report}";
    }

    private static string Accused(Case subject, DirectorySnapshot directory) =>
        directory.Unit(subject.UnitId) is { } unit ? UnitMatcher.TitleOf(directory, unit) : subject.UnitText ?? "（单位未说明）";

    private static string UnitName(DirectorySnapshot directory, string unitId) =>
        directory.Unit(unitId) is { } unit ? UnitMatcher.TitleOf(directory, unit) : unitId;

    private static CardOption[] Options(IReadOnlyList<Unit> units, DirectorySnapshot directory) =>
        [.. units.Select(u => new CardOption(u.Id, UnitMatcher.TitleOf(directory, u)))];

    private static BotAction Form(string name, string caseId) => new(name, new Dictionary<string, string> { ["id"] = caseId, ["form"] = "1" });

    private static Choice[] Choices(params string[] titles) => [.. titles.Select(t => new Choice(t))];
}
