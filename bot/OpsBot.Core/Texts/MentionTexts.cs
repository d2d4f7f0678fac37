using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Organization.Names;

namespace OpsBot.Core.Texts;

/// <summary>What the office reads about the names in a report.</summary>
public static class MentionTexts
{
    public const string Accused = "被反映";
    public const string MentionedOnly = "仅提及";
    public const string NobodyNamed = "没有点名";
    public const string Outside = "不在名录";
    private const string WhereElse = "请拨打12345，或者向上级纪检监察机关反映（12388）。";

    public static string Unclear { get; } = "没看懂。请带编号说，比如“1 被反映”“2 仅提及”“其余 仅提及”。";

    /// <summary>To a known reporter, when the office found that nobody here may work on the case.</summary>
    public static string NobodyMayWorkOnIt { get; } = "您反映的问题涉及专班自己或者它的上级，这里没有人能公正办理，材料已封存。" + WhereElse;

    /// <summary>The same for the holder of a receipt.</summary>
    public static string NobodyMayWorkOnItNow { get; } = "现在：反映的对象涉及专班自己或者它的上级，这里没有人能公正办理，材料封存，没有给任何人看。" + WhereElse;

    /// <summary>The end of the receipt for a report that nobody here may work on.</summary>
    public static string FiledForNobody { get; } =
        "接下来：这件事涉及专班自己或者它的上级，这里没有人能公正办理。材料已封存，没有通知任何人。" + WhereElse;

    public static string HealthUnsupervised(IEnumerable<string> offices) =>
        $"名录里没有写专班由谁监督（supervisedBy）：{string.Join("、", offices)}。反映专班自己的问题没有人能办";

    public const string HealthSupervised = "名录里写了专班由谁监督";

    /// <summary>A name as shown: the directory's title, or the words and what they may mean.</summary>
    public static string Title(CaseMention mention, DirectorySnapshot directory)
    {
        if (mention.Kind == NameKind.Unit && directory.Unit(mention.UnitIds[0]) is { } unit)
            return UnitMatcher.TitleOf(directory, unit);
        if (mention.Kind == NameKind.Person && directory.Person(mention.PersonIds[0]) is { } person)
            return PersonTitle(person, directory);
        return mention.Words;
    }

    /// <summary>One line of the list.</summary>
    public static string Line(int number, CaseMention mention, DirectorySnapshot directory)
    {
        string[] like = mention.Kind != NameKind.Unknown ? [] :
        [
            .. mention.UnitIds.Select(directory.Unit).OfType<Unit>().Select(u => UnitMatcher.TitleOf(directory, u)),
            .. mention.PersonIds.Select(directory.Person).OfType<Person>().Select(p => PersonTitle(p, directory)),
        ];
        var guess = mention.Kind != NameKind.Unknown || mention.IsOutside == true ? "" : like.Length == 0 ? "（名录里没有）" : $"（像是{string.Join("、", like)}）";
        var mark = mention.Mark switch { MentionMark.Accused => Accused, MentionMark.MentionedOnly => MentionedOnly, _ => "未标" };
        return $"{number}. {Title(mention, directory)}{guess}，{mark}{(mention.IsOutside == true ? $"，{Outside}" : "")}";
    }

    /// <summary>All names of a case, those not marked first, as far as they fit.</summary>
    public static string List(Case subject, DirectorySnapshot directory)
    {
        var mentions = (subject.Mentions ?? []).Select((m, i) => (Number: i + 1, Mention: m)).ToArray();
        if (mentions.Length == 0)
            return subject.NobodyNamed == true ? NobodyNamed : "没有找到点名的单位或人";
        var shown = mentions.OrderBy(m => m.Mention.Mark is null ? 0 : 1).Take(directory.NameRules.MostShown).OrderBy(m => m.Number);
        var more = mentions.Length - directory.NameRules.MostShown;
        return string.Join('\n', shown.Select(m => Line(m.Number, m.Mention, directory))) + (more > 0 ? $"\n还有{more}个，标好这些再显示。" : "");
    }

    /// <summary>Asks for the marks that are missing.</summary>
    public static MessageContent Ask(Case subject, DirectorySnapshot directory)
    {
        var open = CaseMentions.Unmarked(subject).ToArray();
        var list = $"{subject.Id} 提到的单位和人：\n{List(subject, directory)}\n";
        if (open is [var only])
        {
            var title = Title(only.Mention, directory);
            var isClear = only.Mention.Kind != NameKind.Unknown || only.Mention.IsLikely == true;
            var who = isClear ? "" : $"\n是名录里的谁，这样发：“{only.Number} {Accused} 单位或姓名”；名录里确实没有，发“{only.Number} {Accused} {Outside}”。";
            return new MessageContent($"{list}“{title}”是被反映的，还是只是提到？{who}")
            {
                Choices = CaseTexts.Choices([.. isClear ? new[] { $"{title} {Accused}" } : [], $"{title} {MentionedOnly}", NobodyNamed, CaseTexts.CancelWord]),
            };
        }
        if (open.Length > 0)
            return new MessageContent($"{list}请逐个标明，比如“1 {Accused}”“2 {MentionedOnly}”“其余 {MentionedOnly}”。不清楚是名录里的谁，写明：“2 {Accused} 单位或姓名”；名录里确实没有，发“2 {Accused} {Outside}”。")
            {
                Choices = CaseTexts.Choices([.. open.Take(2).SelectMany(m => new[] { $"{m.Number} {Accused}", $"{m.Number} {MentionedOnly}" }), $"其余 {MentionedOnly}", NobodyNamed, CaseTexts.CancelWord]),
            };
        return CaseMentions.IsAccusedSettled(subject)
            ? new MessageContent($"{list}都标好了。要改，比如“1 {MentionedOnly}”。") { Choices = CaseTexts.Choices(CaseTexts.CancelWord) }
            : new MessageContent($"{list}没有标出被反映的是谁。原话里确实没有点名，发“{NobodyNamed}”；知道是谁，发“认定单位 {subject.Id} 单位名称”。") { Choices = CaseTexts.Choices(NobodyNamed, CaseTexts.CancelWord) };
    }

    /// <summary>What has just been marked.</summary>
    public static string Marked(MarkOrder order, Case subject, DirectorySnapshot directory) => order.Mark is null
        ? $"{subject.Id} 记为“{NobodyNamed}”。"
        : string.Join('\n', order.Numbers.Take(directory.NameRules.MostShown).Select(n => Line(n, subject.Mentions![n - 1], directory))) + "。";

    /// <summary>Nothing is left to mark.</summary>
    public static MessageContent Settled(string marked, Case subject) => subject.Status == CaseStatus.Verified
        ? new MessageContent($"{marked}\n都标好了，下一步可以交办。") { Choices = CaseTexts.Choices($"交办 {subject.Id}") }
        : new MessageContent($"{marked}\n都标好了，下一步核实。") { Choices = CaseTexts.Choices($"核实 {subject.Id}") };

    /// <summary>The mark takes the case away from whoever set it.</summary>
    public static MessageContent HandedOver(string marked, bool toSomebody) =>
        $"{marked}\n这个案件涉及您所在的单位或者它的上级，" + (toSomebody ? "已转给监督单位办理，您不再看到它。" : "名录里没有能接手的监督单位，已封存，您不再看到它；请告诉系统管理员补名录。");

    /// <summary>Why a dispatch is refused.</summary>
    public static string Open(Case subject, DirectorySnapshot directory)
    {
        var open = CaseMentions.Unmarked(subject).Take(directory.NameRules.MostShown).Select(m => Line(m.Number, m.Mention, directory)).ToArray();
        return open.Length > 0
            ? $"还有没标明的名字，不能交办：\n{string.Join('\n', open)}\n发“标记 {subject.Id}”，标明哪些是“{Accused}”、哪些“{MentionedOnly}”。"
            : $"还没有定被反映的是谁，不能交办。发“标记 {subject.Id}”；原话里没有点名，发“{NobodyNamed} {subject.Id}”。";
    }

    private static string PersonTitle(Person person, DirectorySnapshot directory) => $"{person.Name}（{CaseTexts.UnitName(directory, person.UnitId)}）";
}
