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

    /// <summary>The window of a line is not the one that the tables give.</summary>
    public static string OtherWindow(long number, string? message, CertificateWindow stated, CertificateWindow? recomputed) =>
        $"{Line(number, message)}写的工作时段（{Span(stated)}）和重新算出的不一样{(recomputed is null ? "" : $"（应是{Span(recomputed)}）")}。如果名录后来改过，请用 --directory 附上当时的名录再核对。";

    /// <summary>It was sent outside the right window.</summary>
    public static string NotInside(long number, string? message, DateTimeOffset at, CertificateWindow window) =>
        $"{Line(number, message)}写的是在工作时间内送出，但送出时刻{Minute(at.ToOffset(window.Opens.Offset))}不在工作时段（{Span(window)}）里。";

    /// <summary>It is said to be outside, and is not.</summary>
    public static string NotOutside(long number, string? message) => $"{Line(number, message)}写的是不在工作时间，但重新算出来是在工作时间内。";

    /// <summary>Sent without a window.</summary>
    public static string NoWindow(long number, string? message) => $"{Line(number, message)}写的是在工作时间内送出，但没有写工作时段，不能核对。";

    /// <summary>The calendar it names is not there.</summary>
    public static string UnknownEdition(long number, string? message, long? edition) =>
        $"{Line(number, message)}用的是第{edition}版日历，但前面的记录里没有这一版的放假文件。如果是早先导入的，请用 --paper 按导入顺序附上文件。";

    /// <summary>An imported paper that cannot be used.</summary>
    public static string BadPaper(long number) => $"第{number}行导入的放假文件不能用，或者前面缺了文件。请用 --paper 按导入顺序附上文件。";

    /// <summary>What was recomputed.</summary>
    public static string Recomputed(WindowCheck check) =>
        $"重新计算了{check.Recomputed}个工作时段，全部一致（其中旧格式{check.Older}个，只核对是否在当时的工作时间内）。{(check.Imported.Count == 0 ? "" : $"用到运行中导入的放假文件：{string.Join('、', check.Imported)}。请与原件核对。")}";

    /// <summary>More faults than are listed.</summary>
    public static string MoreFaults(int count) => $"还有{count}行也对不上。";

    private static string Line(long number, string? message) => message is null ? $"第{number}行" : $"第{number}行（消息{message}）";

    private static string Span(CertificateWindow window) => $"{Minute(window.Opens)}至{Minute(window.Closes.ToOffset(window.Opens.Offset))}";

    private static string Minute(DateTimeOffset at) => at.ToString("yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
