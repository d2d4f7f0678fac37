using OpsBot.Core.Regulations.Utterances;

namespace OpsBot.Core.Texts;

/// <summary>What is said to a message that is no question to the library.</summary>
public static class UtteranceTexts
{
    private const string CanDo = "我在这里能查基层减负的规定，也能受理您反映的问题。发“帮助”看全部功能。";

    public const string Fragment = "这句话里没有说到具体的事，我没法查规定。请说全一点：谁要求谁做什么？";
    public const string Pasted = "您发来的像是一段别处的文字。我不对整段文字下结论。请说您想问其中哪件事，比如：能不能要求村里天天报表？";
    public const string Grief = "听着确实不容易。想让有关部门知道这件事，发“我要反映”，可以选保密；想知道规定怎么说，请告诉我是谁要求做什么。";
    public const string Insult = "没帮上忙，对不起。请告诉我是谁要求谁做什么，我再查一遍规定；要反映问题，发“我要反映”。";
    public const string FeltTalk = "聊天我不太会，但您的话我看到了。要查规定或者反映问题，直接告诉我就行。";
    public const string Secrecy =
        "反映问题时可以选“保密”：只有专班看得到您是谁，不会告诉被反映的单位。想完全不留身份，请用公开入口匿名反映。我答应不了的是：办公软件的管理员可能看得到您和我聊过天。要反映，发“我要反映”。";
    public const string Human = "我是聊天机器人，不能替您转接真人。要找人办理，发“我要反映”，由专班的工作人员处理；也可以拨打12345。";
    public const string Receipt = "回执号只交给您一个人，我这里补不出来。请翻一翻反映那天的聊天记录；找到后直接发给我，就能查进度。实在找不到，可以发“我要反映”重新反映。";
    public const string Progress = "请把回执号直接发给我，或者发“查进度”，我就告诉您办到哪一步了。";
    public const string Withdraw = "已经提交的，发“撤回”加上回执号就能撤回；还没提交的，发“取消”就删掉了。要查办到哪一步，发“查进度”。";
    public const string Quiet = "派活、催办和通知，我只在大家的工作时间送达，晚上和休息日不发。想再少一点打扰，发“免打扰”。您自己问我，我随时回答。";

    /// <summary>Words of a question that asks the other way round: the clause is shown, the conclusion is the reader's.</summary>
    public const string Turned = "您问的是能不能不做、要不要做。我只找到下面这条有关的原文，它没有直接回答，我不替它下结论：";

    /// <summary>Real danger is spoken of: the ordinary rule is no answer.</summary>
    public const string Danger = "真有险情、灾情，先处置、先救人，按应急的规定办。下面是平时的规定，供参考，我不拿它给应急的事下结论：";

    /// <summary>Nothing was asked.</summary>
    public const string Topic = "您没有说要问什么，我先把说到这件事的原文找给您：";

    /// <summary>Only a retelling is at hand.</summary>
    public static string SecondHand(string kind) => $"出处是{kind}，仅供参考，我不据此下结论：";

    /// <summary>A command was perhaps meant.</summary>
    public static string Command(IReadOnlyList<string> commands) =>
        $"您是不是要发{string.Join("或", commands.Select(command => $"“{command}”"))}？在和我的单独聊天里，原样发这几个字就行。{CanDo}";

    /// <summary>To somebody who speaks of self-harm.</summary>
    public static string Distress(IReadOnlyList<Helpline> lines) =>
        $"听到您这么说，我很担心您。您不用一个人扛着：现在就可以打{Calls(lines)}，那边有人听您说。身边有信得过的人，请马上告诉他，让他陪着您。工作上的事可以放一放，人最要紧。";

    /// <summary>To somebody who speaks of hurting others.</summary>
    public static string Violence(IReadOnlyList<Helpline> lines) =>
        $"我知道您现在很气。请先离开那里，缓一缓，别伤人，也别伤自己。可以打{Calls(lines)}，找人说一说；有人有危险，请马上报警。事情可以再反映：发“我要反映”，我来受理。";

    /// <summary>About the bot itself, by the name of the group.</summary>
    public static string Service(string topic) => topic switch
    {
        "secrecy" => Secrecy,
        "human" => Human,
        "receipt" => Receipt,
        "progress" => Progress,
        "withdraw" => Withdraw,
        "quiet" => Quiet,
        _ => RegulationTexts.Identity + CanDo,
    };

    private static string Calls(IReadOnlyList<Helpline> lines) => string.Join("、", lines.Select(line => $"{line.Number}（{line.Name}）"));
}
