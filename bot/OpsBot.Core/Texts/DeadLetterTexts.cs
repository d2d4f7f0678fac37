using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Texts;

/// <summary>What admins read about messages that were given up. Never the content.</summary>
public static class DeadLetterTexts
{
    public const string ListWord = "死信";
    public const string ReplayWord = "重发";
    private const int NamesShown = 5;

    public static MessageContent Alarm { get; } = new("有消息没能送到，已经停下保存好了。发“死信”看是哪些、为什么，处理好原因后可以重发。") { Choices = [new(ListWord)] };

    public static MessageContent OnlyAdmins { get; } = "只有通知管理员能看没送到的消息和重发。需要的话，请联系本单位的通知管理员。";

    public static MessageContent None { get; } = "没有停下的消息。";

    public static MessageContent WhichOne { get; } = "请发“重发 编号”，编号在“死信”的清单里；全部重发就发“重发 全部”。";

    public static MessageContent NotDead { get; } = "没有找到这条停下的消息，可能已经重发过了。发“死信”看现在的清单。";

    public static MessageContent List(IReadOnlyList<OutboxEntry> dead, DirectorySnapshot directory)
    {
        var lines = dead.Select(d => $"· {d.Message.Id} {DeliveryTexts.ClassName(d.Message.Class)}，给{Recipient(d.Message, directory)}，试了{d.Attempts}次，原因：{Reason(d.Reason)}");
        return new MessageContent($"没能送到、已经停下的消息，新的在前：\n{string.Join('\n', lines)}\n处理好原因后发“重发 编号”，或者“重发 全部”。仍然只在对方工作时间送达。")
        {
            Choices = [.. dead.Take(3).Select(d => new Choice($"{ReplayWord} {d.Message.Id}"))],
        };
    }

    public static MessageContent Replayed(int count) => $"已重新排队{count}条，会按对方的工作时间送达。";

    /// <summary>What the sender reads, one line for each reason. Whom to tell otherwise is named; that is not who has read what.</summary>
    public static IReadOnlyList<string> ForSender(Undelivered lost, DirectorySnapshot directory)
    {
        var lines = lost.Known.GroupBy(e => PlainReason(e.Reason)).Select(g => ForSender(g.Count(), g.Key, Names(g, directory))).ToList();
        if (lost.Count > lost.Known.Count)
            lines.Add(ForSender(lost.Count - lost.Known.Count, "原因可以问通知管理员", ""));
        return lines;
    }

    private static string ForSender(int count, string reason, string names) => $"{count}条没送到：{reason}，请用别的方式通知{names}。";

    private static string Names(IEnumerable<OutboxEntry> lost, DirectorySnapshot directory)
    {
        var names = lost.Select(e => e.Message.PersonId).Distinct().Select(id => directory.Person(id)?.Name).OfType<string>().ToArray();
        return names.Length == 0 ? "" : $"（{string.Join('、', names.Take(NamesShown))}{(names.Length > NamesShown ? $"等{names.Length}人" : "")}）";
    }

    private static string PlainReason(string? code) => code switch
    {
        "no-address" or "no-account" or "invalid-staff-id" or "staffId.notExisted" or "wecom-bad-account" or "wecom-invalid-user"
            or "wecom-unlicensed-user" or "wecom-40003" or "wecom-40031" or "wecom-60111" or "wecom-81013" => "对方在已接通的平台上没有能用的账号",
        "no-conversation" or "unknown-conversation" or "outsider-without-webhook" => "对方还没有和我说过话，平台不让我先开口",
        "wecom-too-long" or "wecom-40058" or "wecom-45002" => "内容太长，平台不收",
        _ => "平台没有接收",
    };

    private static string Recipient(OutboundMessage message, DirectorySnapshot directory) =>
        directory.Person(message.PersonId)?.Name ?? (message.PersonId is null ? "一个会话" : "已不在通讯录的同事");

    private static string Reason(string? code) => code switch
    {
        null or "" => "没有说明",
        "no-address" => "对方在已接通的平台上没有账号",
        _ => $"平台的答复是 {code}",
    };
}
