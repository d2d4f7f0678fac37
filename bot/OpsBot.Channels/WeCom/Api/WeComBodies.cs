using System.Text.Json.Nodes;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>What the calls carry, field by field in the order of the wire. Nulls are left out.</summary>
internal static class WeComBodies
{
    /// <param name="DuplicateCheckInterval">Seconds.</param>
    internal sealed record PersonMessage(
        string Touser, string Msgtype, long Agentid, Words? Text, Words? Markdown, JsonObject? TemplateCard, int Safe, int? EnableDuplicateCheck, int? DuplicateCheckInterval);

    internal sealed record GroupMessage(string Chatid, string Msgtype, Words? Text, Words? Markdown, int Safe);

    internal sealed record Words(string Content);

    internal sealed record CardChange(string[] Userids, long Agentid, string ResponseCode, Button Button);

    internal sealed record Button(string ReplaceName);

    internal sealed record Recall(string Msgid);
}
