using System.Globalization;
using OpsBot.Core.Certificates;

namespace OpsBot.Core.Texts;

/// <summary>What is wrong with an exported certificate log, for whoever checks it.</summary>
public static class VerifyTexts
{
    /// <summary>Not of the log's format.</summary>
    public const string NoLine = "不是记录的格式。";

    /// <summary>The hash does not follow.</summary>
    public const string BrokenChain = "和前一行接不上：这一行被改过、插入或挪动过，或者前面少了一行。";

    /// <summary>Its hash fits, its JSON does not.</summary>
    public const string Unreadable = "读不出来。";

    /// <summary>The chain fits, the anchor does not.</summary>
    public const string OffAnchor = "和留存的签名不一致：到这一行为止有内容被改、插入、删除或挪动，整条链被重新算过。";

    /// <summary>A statement without its parts.</summary>
    public const string UnreadableStatement = "的每日证明读不出来。";

    /// <summary>The files given as anchors hold none.</summary>
    public const string NoAnchor = "--anchors 的文件里没有签名行（以 opsbot-anchor-1 开头）。请给出签名文件，或从督查群里复制签名行。";

    /// <summary>A fault of one line.</summary>
    public static string At(long number, string fault) => string.Create(CultureInfo.InvariantCulture, $"第{number}行{fault}");

    /// <summary>A line with another number.</summary>
    public static string OtherNumber(long number, long expected) => string.Create(CultureInfo.InvariantCulture, $"的序号是{number}，应是{expected}。");

    /// <summary>Signed by another key, or altered.</summary>
    public static string ForeignAnchor(long number) => string.Create(CultureInfo.InvariantCulture, $"第{number}行的签名不是这把公钥的，请核对 --key 用的是不是本单位的公钥。");

    /// <summary>Two anchors of one line.</summary>
    public static string AnchorsDiffer(long number) => string.Create(CultureInfo.InvariantCulture, $"第{number}行有两个不同的签名：记录在两次签名之间被重写过。");

    /// <summary>Lines are missing at the end.</summary>
    public static string TailCut(long count, CertificateAnchor anchor) => string.Create(
        CultureInfo.InvariantCulture,
        $"末尾被截断：记录只到第{count}行，而{anchor.At.ToUniversalTime():yyyy-MM-dd HH:mm}（UTC）的签名写明有{anchor.Head.Count}行。");

    /// <summary>A statement of other lines than those since the last.</summary>
    public static string OtherRange(string from, long to, long covered) => string.Create(CultureInfo.InvariantCulture, $"的每日证明写的是第{from}至{to}行，但上一份到第{covered}行为止。");

    /// <summary>A statement whose sums are others.</summary>
    public static string OtherFigures(DailyStatement recomputed) => string.Create(CultureInfo.InvariantCulture, $"的每日证明（{recomputed.Day:yyyy年M月d日}）和它所列各行对不上，重新算出的是：{recomputed.ToJson()}");

    /// <summary>Sent at night by an override that did not hold.</summary>
    public static string NoOverride(string id) => $"写的是按加急{id}送出，但前面没有同样内容的批准，或者它已被收回。";

    /// <summary>The check has failed.</summary>
    public static string Failed(string fault) => "核对不通过：" + fault;

    /// <summary>Deliveries outside hours that the log itself tells.</summary>
    public static string Outside(int count) => string.Create(CultureInfo.InvariantCulture, $"有{count}条在工作时间以外送出，又没有有效的加急。");

    /// <summary>What was checked, one line.</summary>
    public static string Checked(CertificateVerifier verifier, bool signed)
    {
        var anchored = verifier.AnchorCount == 0
            ? "没有给出签名（--anchors），末尾被截断也看不出来"
            : $"{verifier.AnchorCount}个签名全部吻合{(signed ? "，均由这把公钥签出" : "；没有给出公钥（--key），签名真伪未核对")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"共{verifier.Head.Count}行，链头{verifier.Head.Hash}，重新算过{verifier.Statements.Count}份每日证明，工作时间以外送出{verifier.OutsideWindow}条；{anchored}。");
    }
}
