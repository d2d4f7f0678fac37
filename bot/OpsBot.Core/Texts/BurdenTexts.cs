using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Texts;

/// <summary>What people read about how often the bot interrupted them.</summary>
public static class BurdenTexts
{
    public const string MonthWord = "打扰统计";

    /// <summary>With “打扰”, one of these asks for the own day.</summary>
    public static IReadOnlyList<string> OwnWords { get; } = ["几次", "多少次", "几回", "谁发的", "打扰我", "打扰了我"];

    public static MessageContent Unknown { get; } = "我不认识您的账号，没有给您主动发过消息。";

    public static MessageContent NotForYou { get; } = "打扰统计只给通知管理员和专班看，而且只按单位统计，不到个人。";

    public static MessageContent Today(IReadOnlyList<BurdenLine> lines, DirectorySnapshot directory, BurdenRules rules, TimeSpan offset)
    {
        var limit = $"每天最多{rules.PerDay}条，交办等要紧的事除外；多出来的合并到下一个工作日送。";
        if (lines.Count == 0)
            return $"今天我没有主动打扰过您。{limit}";
        var classes = lines.GroupBy(l => l.Class).OrderBy(g => g.Key).Select(g => $"{DeliveryTexts.ClassName(g.Key)}{g.Count()}条");
        var rows = lines.OrderBy(l => l.At)
            .Select(l => $"· {WorkTimeTexts.Time(TimeOnly.FromDateTime(l.At.ToOffset(offset).DateTime))} {DeliveryTexts.ClassName(l.Class)}，{Sender(l, directory)}");
        return $"今天我主动打扰了您{lines.Count}次（{string.Join("，", classes)}）：\n{string.Join('\n', rows)}\n{limit}";
    }

    public static MessageContent Month(BurdenFigures figures, DirectorySnapshot directory)
    {
        if (figures.TooFew)
            return $"{figures.Month}：发送单位太少，为了不对应到人，不显示数字。";
        var rows = figures.Units.Select(u => $"· {directory.Unit(u.UnitId)?.Name ?? "已撤销的单位"}：{u.Count}次");
        var hidden = figures.HiddenUnits > 0 ? $"\n另有{figures.HiddenUnits}个单位次数很少，不显示。" : "";
        return figures.Units.Count == 0
            ? $"{figures.Month}：各单位的次数都很少，不显示数字。"
            : $"{figures.Month}各单位通过机器人打扰基层的次数：\n{string.Join('\n', rows)}{hidden}";
    }

    private static string Sender(BurdenLine line, DirectorySnapshot directory) =>
        line.SenderUnitId is null ? "机器人按规则自动发的" : $"{directory.Unit(line.SenderUnitId)?.Name ?? "已撤销的单位"}发的";
}
