using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Texts;

/// <summary>What a person who reports a burden reads.</summary>
public static class ComplaintTexts
{
    public const string Confidential = "保密反映";
    public const string Anonymous = "匿名反映";
    public const string ThatWasIt = "这就是我要反映的内容";
    public const string NoneOfThem = "都不是";
    public const string NotGiven = "未说明";
    private const string Skip = "跳过";
    private const string Unknown = "不清楚";
    private static readonly string[] CorrectChoices = ["修改类别", "修改内容", "修改单位", "修改时间", "修改材料", "修改方式", "继续"];

    private static readonly string[] ProtectionWords = ["匿名", "保密", "安全", "泄露", "泄密", "知道是我", "查到我", "报复", "区别", "实名"];

    public static MessageContent AskTier { get; } = Asked(
        """
        您可以选一种方式反映：
        1. 保密反映：姓名和原话封存，只有专班看得到原话，交办时不带原话和姓名；办好了我直接告诉您。
        2. 匿名反映：这里知道您的账号，做不到匿名。选这个，我给您一个不用登录的网址，请到那里去说，先别在这里说。
        说明一点：聊天软件本身的管理员可能看到聊天记录，这一点我管不了。
        随时可以发“返回”“修改”“取消”。
        """,
        Confidential,
        Anonymous);

    public static MessageContent TierUnclear { get; } = "请选“保密反映”或“匿名反映”，发 1 或 2 也行。";

    public static MessageContent OnlyAnonymous { get; } =
        "这里不用登录，只能匿名反映：不存您的姓名、账号和网络地址，我们也不能主动找您，办理情况凭回执号来查。";

    public static MessageContent ProtectionAnswer { get; } =
        "保密反映：存下您是谁，但封存起来，被反映的单位和承办单位都看不到。匿名反映：要在不用登录的网页上说，那里不存您是谁，专班也不知道，所以不能主动找您，要您拿回执号来查。这里知道您的账号，不收匿名反映。";

    public static MessageContent AskWhat { get; } = "请说说是什么事：要求您做什么、怎么要求的、给您添了什么负担。用自己的话说就行。";

    public static MessageContent WhatTooShort { get; } = "太短了，专班看不明白。请再多说一两句。";

    public static MessageContent AskUnit { get; } = Asked("是哪个单位（或哪一级）提的要求？写名称就行；不清楚可以发“不清楚”。", Unknown);

    public static MessageContent AskWhen { get; } = Asked("是什么时候的事？比如“昨天晚上10点”“11月20日”“每周都有”。", Unknown);

    public static MessageContent AskEvidence { get; } =
        Asked("有没有想补充的线索？比如通知的文号、链接。没有也完全不影响受理，不用拍照截图。", Skip);

    public static MessageContent ConfirmUnclear { get; } = "请回复“提交”“修改”或“取消”。";

    public static MessageContent CorrectWhat { get; } = new("要修改哪一项？") { Choices = Choices(CorrectChoices) };

    public static MessageContent FirstStep { get; } = "已经是第一步了。";

    public static MessageContent NotComplete { get; } = "还有没填的，填完就能提交。";

    public static MessageContent StillOpen { get; } = "您有一份没填完的，接着填就行；想从头来，发“重新开始”。";

    public static MessageContent StoryKept { get; } = "您刚才说的我记下了，后面不用再说一遍。";

    public static MessageContent TextOnly { get; } = "我只读文字，不用发图片。附件不会作为材料交上去，请把要点用文字写出来。";

    public static MessageContent ReceiptInIntake { get; } = "这像是回执号。这份还没填完，先给您留着；填完或发“取消”之后再把回执号发来，就能查进度。";

    public static MessageContent TryAgain { get; } = "刚才没有存上，请再点一次“提交”。";

    public static MessageContent Cancelled { get; } = Asked("已取消，刚才说的没有保留。想反映时随时来。", "重新开始");

    public static MessageContent NothingOpen { get; } = Asked("现在没有在填的反映，不用取消。", "我要反映");

    public static MessageContent StartFirst { get; } = Asked("这份反映已经不在填写中了。想反映问题，发“我要反映”。", "我要反映");

    // Receipts

    public static MessageContent AskReceipt { get; } = "请把回执号发给我，样子是 QZ-XXXX-XXXX-XXXX-XXXX，大小写、横线都不要紧。";

    public static MessageContent NotAReceipt { get; } = Asked("这不像回执号。回执号是16位字母和数字，样子是 QZ-XXXX-XXXX-XXXX-XXXX。请核对后再发；不查了就发“取消”。", "取消");

    public static MessageContent BrokenReceipt { get; } = "回执号不完整或有写错的字。它有16位字母和数字（没有字母U），样子是 QZ-XXXX-XXXX-XXXX-XXXX，请核对后再发。";

    public static MessageContent UnknownReceipt { get; } = "查不到这个回执号，请核对后再发一次。可能是抄错了一位。";

    public static MessageContent ReceiptDone { get; } = "好的，不查了。";

    public static MessageContent TakenBack { get; } = "已撤回。您的原话已删除，不会再办理。";

    public static MessageContent TooLateToTakeBack { get; } = "已经交办下去了，不能撤回。办理情况还可以用回执号查。";

    public static MessageContent AlreadyEnded { get; } = "这件事已经结束了，不用撤回。";

    public static MessageContent RatingThanks { get; } = "谢谢，记下了。";

    public static MessageContent RatingTooEarly { get; } = "还没办结，办结后再评就行；不评也可以。";

    public static MessageContent RatingUnclear { get; } = "请发 1 到 5 的数字，1 是不满意，5 是满意。不评也可以。";

    // Packs

    public const string FaultSchema = "schema：应是 1";
    public const string FaultEscalateTo = "escalateTo：只能是 leader 或 supervisor";

    public static bool AsksAboutProtection(string text) => ProtectionWords.Any(w => text.Contains(w, StringComparison.Ordinal));

    public static string TierName(ProtectionTier tier) => tier == ProtectionTier.Anonymous ? Anonymous : Confidential;

    public static MessageContent TierTaken(ProtectionTier tier) => $"好的，{TierName(tier)}。";

    public static MessageContent AskCategory(Taxonomy taxonomy, Category? suggested)
    {
        var lead = suggested is null ? "属于哪一类？点一个，或直接说说情况：" : $"看起来像“{suggested.Name}”。属于哪一类？点一个或发编号：";
        var lines = taxonomy.Categories.Select((c, i) => $"{i + 1}. {c.Name}：{c.Explanation}");
        var names = taxonomy.Categories.OrderBy(c => c.Id == suggested?.Id ? 0 : 1).Select(c => c.Name);
        return Asked(lead + "\n" + string.Join('\n', lines), [.. names]);
    }

    public static MessageContent CategoryGuessed(string name, bool storyKept) =>
        $"归到“{name}”（不对就发“修改类别”）。" + (storyKept ? "这段话我也记作情况说明了。" : "");

    public static MessageContent CategoryUnclear(bool storyKept) =>
        (storyKept ? "这段话我记作情况说明了。" : "") + "没看出是哪一类，请点一个；都不像就选“其他”。";

    public static MessageContent TooLong(int most) => $"太长了，这里最多{most}字，请精简一下。";

    public static MessageContent UnitTooLong(int most) => $"这里只写单位名称就行，最多{most}字。";

    public static MessageContent WhichUnit(IReadOnlyList<string> titles) =>
        Asked("名录里有几个相近的，是哪一个？\n" + string.Join('\n', titles.Select((t, i) => $"{i + 1}. {t}")), [.. titles, NoneOfThem]);

    public static MessageContent UnitFree(string text) => $"名录里没有对上“{text}”，先按您说的记下，专班会核实。";

    public static MessageContent SeveralUnits(string text) => $"“{text}”里不止一个单位或人，都记下了，专班会分别核实。";

    public static MessageContent WhenRead(string read) => $"记作{read}（不对就发“修改时间”）。";

    public static MessageContent Resumed(MessageContent prompt) => prompt.After("您的反映我留着，接着填：");

    public static MessageContent Confirm(IntakeDraft draft, Taxonomy taxonomy)
    {
        CardFact[] facts =
        [
            new("方式", TierName(draft.Tier ?? ProtectionTier.Confidential)),
            new("类别", taxonomy.NameOf(draft.CategoryId ?? "")),
            new("内容", draft.What ?? ""),
            new("单位", Or(draft.UnitText)),
            new("时间", Or(draft.WhenText)),
            new("线索", Or(draft.Evidence)),
        ];
        return new MessageContent("请核对，没问题就发“提交”：\n" + string.Join('\n', facts.Select(f => $"{f.Label}：{f.Value}")))
        {
            Card = new Card { Title = "请核对", Facts = facts },
            Choices = Choices("提交", "修改", "取消"),
        };
    }

    public static MessageContent Filed(string receipt, ProtectionTier tier, DateTimeOffset? seenAt, QuietHours hours, bool isForSomebody = true)
    {
        if (!isForSomebody)
            return new MessageContent($"已收到，谢谢您如实反映。\n回执号：{receipt}\n{MentionTexts.FiledForNobody}\n想撤回，发“撤回 {receipt}”。");
        var seen = seenAt is { } at
            ? $"现在是非工作时间，专班{CaseTexts.Moment(at, hours)}上班后会看到，不打扰他们休息。"
            : "专班现在就会收到。";
        var told = tier == ProtectionTier.Anonymous
            ? "我没有存您的身份，结果只能凭回执号查，请务必记下。"
            : "办好后我会在这里告诉您，也可以随时凭回执号查。";
        return new MessageContent($"已收到，谢谢您如实反映。\n回执号：{receipt}\n{told}\n接下来：{seen}专班核实后，同时交给属地和行业主管部门整改。交办前想撤回，发“撤回 {receipt}”。");
    }

    public static MessageContent Blocked(DateTimeOffset until, QuietHours hours) =>
        $"输错的次数太多了，请在{CaseTexts.Moment(until, hours)}以后再试。您的反映不受影响。";

    public static string FaultTooBig(int characters) => $"文件超过{characters}个字符，请检查是不是放错了文件";

    public static string FaultNotJson(string? path, long line) => $"第{line}行附近不是正确的 JSON，或类型不对（{path ?? "$"}）";

    public static string FaultMissing(string path) => $"{path}：缺少这一项，或内容为空";

    public static string FaultEmptyWord(string path) => $"{path}：词表里有空的词";

    public static string FaultTwice(string value) => $"“{value}”写了两次";

    public static string FaultOther(string? value) => $"other：没有编号为“{value}”的类别";

    public static string FaultNumber(string path, int value, int least, int most) => $"{path}：应是{least}到{most}的整数，现在是“{value}”";

    private static string Or(string? text) => string.IsNullOrWhiteSpace(text) ? NotGiven : text;

    private static MessageContent Asked(string text, params string[] choices) => new(text) { Choices = Choices(choices) };

    private static Choice[] Choices(params string[] titles) => [.. titles.Select(t => new Choice(t))];
}
