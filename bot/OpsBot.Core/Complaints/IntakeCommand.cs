using System.Text.RegularExpressions;
using OpsBot.Core.Conversations;

namespace OpsBot.Core.Complaints;

/// <summary>What a text asks of the intake itself, apart from answering its question.</summary>
/// <param name="Kind">What is wanted.</param>
/// <param name="Slot">Which answer to correct, for <see cref="IntakeCommandKind.Correct"/>; null: which one is to be asked.</param>
/// <param name="Rest">Words after the command: the new answer, or the first words of a complaint.</param>
internal sealed partial record IntakeCommand(IntakeCommandKind Kind, IntakeSlot? Slot = null, string Rest = "")
{
    /// <summary>The way of reporting that was named together with <see cref="IntakeCommandKind.Start"/>.</summary>
    public ProtectionTier? Tier { get; init; }

    public static IntakeCommand Read(TurnFacts facts)
    {
        if (facts.Message.Action is { } action)
            return action.Name switch
            {
                "intake.start" => new(IntakeCommandKind.Start),
                "intake.submit" => new(IntakeCommandKind.Submit),
                "intake.cancel" => new(IntakeCommandKind.Cancel),
                "intake.edit" => new(IntakeCommandKind.Correct),
                _ => new(IntakeCommandKind.None),
            };
        var text = facts.Message.Text.Trim().TrimEnd('。', '！', '!');
        if (Restart().IsMatch(text))
            return new(IntakeCommandKind.Restart);
        if (Cancel().IsMatch(text))
            return new(IntakeCommandKind.Cancel);
        if (Back().IsMatch(text))
            return new(IntakeCommandKind.Back);
        if (Resume().IsMatch(text))
            return new(IntakeCommandKind.Resume);
        if (Anonymously().IsMatch(text))
            return new(IntakeCommandKind.Anonymously);
        if (Correct().Match(text) is { Success: true } correct)
            return new(IntakeCommandKind.Correct, SlotOf(correct.Groups["slot"].Value), correct.Groups["rest"].Value.Trim());
        if (Submit().IsMatch(text))
            return new(IntakeCommandKind.Submit);
        if (WithTier().Match(text) is { Success: true } chosen && !AsksHow().IsMatch(text) && !QuestionShape.IsPlainQuestion(facts.Message.Text))
            return new(IntakeCommandKind.Start, Rest: chosen.Groups["rest"].Value.Trim()) { Tier = IntakeAnswers.ReadTier(chosen.Groups["tier"].Value) };
        if (Start().Match(text) is { Success: true } start && !AsksHow().IsMatch(text))
            return new(IntakeCommandKind.Start, Rest: start.Groups["rest"].Value.Trim());
        return new(IntakeCommandKind.None);
    }

    private static IntakeSlot? SlotOf(string word) => word switch
    {
        "类别" or "分类" or "类型" => IntakeSlot.Category,
        "内容" or "情况" or "经过" or "问题" => IntakeSlot.What,
        "单位" or "对象" => IntakeSlot.Unit,
        "时间" or "日期" => IntakeSlot.When,
        "材料" or "证据" or "线索" or "补充" => IntakeSlot.Evidence,
        "方式" or "反映方式" or "保密" or "匿名" => IntakeSlot.Tier,
        _ => null,
    };

    [GeneratedRegex("^(重新开始|重新反映|重填|重来)$")]
    private static partial Regex Restart();

    [GeneratedRegex("^(取消|算了|退出|不反映了|不投诉了|不举报了|不想反映了|不填了)$")]
    private static partial Regex Cancel();

    [GeneratedRegex("^(返回|上一步|返回上一步|退回上一步|回上一步)$")]
    private static partial Regex Back();

    [GeneratedRegex("^(继续|继续反映|接着填|继续填)$")]
    private static partial Regex Resume();

    [GeneratedRegex("^(?:我?(?:要|想|想要)?|请|还是|那就|就|用|选|选择)?(?:(?:修改|更正|改|换|改成|改为|换成|变成)(?:反映)?(?:方式)?[\\s：:，,]*(?:为|成|是)?)?匿名(?:的|吧|反映吧|好了|算了)?[~～!！。]*$")]
    private static partial Regex Anonymously();

    [GeneratedRegex("^(?:我要|我想|我得|想要|要|我)?(?<tier>匿名|保密|实名)(?:地|来)?(?:反映|投诉|举报|吐槽)(?:问题|情况|一个问题|这个问题|一件事|这件事|一下)?[\\s：:，,。]*(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex WithTier();

    [GeneratedRegex("^(修改|更正|改一下|改)(?<slot>类别|分类|类型|内容|情况|经过|问题|单位|对象|时间|日期|材料|证据|线索|补充|反映方式|方式|保密|匿名)?(?:$|(?:[\\s：:，,为成]+|是)(?<rest>.*)$)", RegexOptions.Singleline)]
    private static partial Regex Correct();

    [GeneratedRegex("^(提交|确认|确认提交|没问题|对的?|是的?|可以|好的?)$")]
    private static partial Regex Submit();

    [GeneratedRegex("^(?:(?:我要|我想|我得|想要|要)?(?:反映|投诉|举报|吐槽)(?:问题|情况|一个问题|这个问题|一件事|这件事|一下)?(?:$|[\\s：:，,。]+(?<rest>.*)$)|(?:我要|我想|我得)(?:反映|投诉|举报|吐槽)(?<rest>.+)$)", RegexOptions.Singleline)]
    private static partial Regex Start();

    [GeneratedRegex("(怎么|如何|哪里|哪儿|什么渠道|渠道|电话|热线|找谁|流程|什么材料|多久)")]
    private static partial Regex AsksHow();
}
