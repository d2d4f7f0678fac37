using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.GovDingTalk.Api;

/// <summary>What the calls carry. Fields without a value are left out: the platform leaves them out of what is signed.</summary>
internal static class GovForms
{
    /// <summary>A text of the robot in a person's chat.</summary>
    public static HttpContent ToPerson(GovDingTalkOptions options, string account, string text) => Robot(options, ("accountId", account), text);

    /// <summary>A text of the robot in a group.</summary>
    public static HttpContent ToGroup(GovDingTalkOptions options, string group, string text) => Robot(options, ("chatId", group), text);

    /// <summary>A text as a work notification.</summary>
    public static HttpContent Notification(GovDingTalkOptions options, string account, string messageId, string text) => Form(
        ("tenantId", options.TenantId),
        ("receiverIds", account),
        ("bizMsgId", messageId),
        ("msg", Json(new JsonObject { ["msgtype"] = "text", ["text"] = new JsonObject { ["content"] = text } })));

    /// <summary>Names a work notification that is taken back.</summary>
    public static HttpContent Revocation(GovDingTalkOptions options, string messageId) => Form(
        ("msgType", "workNotification"), ("msgApp", options.AppKey), ("tenantId", options.TenantId), ("bizMsgId", messageId));

    private static HttpContent Robot(GovDingTalkOptions options, (string Name, string Value) recipient, string text) => Form(
        ("appKey", options.AppKey), ("tenantId", options.TenantId), recipient, ("msgType", "text"), ("msgBody", Json(new JsonObject { ["content"] = text })));

    private static FormUrlEncodedContent Form(params IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static string Json(JsonObject value) => JsonSerializer.Serialize(value, WireJson.Options);
}
