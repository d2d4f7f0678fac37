using System.Globalization;
using OpsBot.Core.Certificates;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Texts;

/// <summary>The daily statement as the special office reads it.</summary>
public static class CertificateTexts
{
    /// <summary>The statement, and the signed line that anybody can check it by.</summary>
    public static MessageContent Statement(DailyStatement statement, CertificateAnchor anchor)
    {
        var uses = statement.Overrides.Count == 0 ? "" : "\n" + string.Join('\n', statement.Overrides.Select(u => $"· 加急{u.Id}：送达{u.Messages}条"));
        var outside = statement.OutsideWindow == 0 ? "没有一条在工作时间以外送出。" : $"有{statement.OutsideWindow}条在工作时间以外送出，请马上查明。";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{statement.Day:yyyy年M月d日}送达证明\n送出{statement.Sum(c => c.Sent)}条，等过工作时间{statement.Sum(c => c.Held)}条，加急送达{statement.Sum(c => c.Overridden)}条，撤回{statement.Sum(c => c.Withdrawn)}条，没送到{statement.Sum(c => c.DeadLettered) + statement.Sum(c => c.Expired)}条。\n{outside}{uses}\n下面这一行有签名，请留存，核对记录时要用：\n{anchor.Text}");
    }
}
