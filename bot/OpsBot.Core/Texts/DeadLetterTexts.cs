using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Texts;

/// <summary>What admins read about messages that were given up. Never the content.</summary>
public static class DeadLetterTexts
{
    public const string ListWord = "死信";
    public const string ReplayWord = "重发";

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

    private static string Recipient(OutboundMessage message, DirectorySnapshot directory) =>
        directory.Person(message.PersonId)?.Name ?? (message.PersonId is null ? "一个会话" : "已不在通讯录的同事");

    private static string Reason(string? code) => code switch
    {
        null or "" => "没有说明",
        "no-address" => "对方在已接通的平台上没有账号",
        _ => $"平台的答复是 {code}",
    };
}
