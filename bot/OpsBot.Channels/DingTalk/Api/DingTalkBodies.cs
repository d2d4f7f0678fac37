using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OpsBot.Channels.DingTalk.Api;

/// <summary>What the calls carry, field by field in the order of the wire. Nulls are left out.</summary>
internal static class DingTalkBodies
{
    internal sealed record Application(string AppKey, string AppSecret);

    /// <param name="MsgParam">JSON as text, as the platform wants it.</param>
    internal sealed record PersonMessage(string RobotCode, string MsgKey, string MsgParam, string[] UserIds);

    /// <param name="MsgParam">JSON as text.</param>
    internal sealed record GroupMessage(string RobotCode, string MsgKey, string MsgParam, string OpenConversationId);

    internal sealed record SessionMessage(string Msgtype, Words? Text = null, TitledWords? Markdown = null);

    internal sealed record Words(string Content);

    internal sealed record TitledWords(string Title, string Text);

    internal sealed record Recall(string RobotCode, string[] ProcessQueryKeys, string? OpenConversationId = null);

    internal sealed record GroupReadQuery(string RobotCode, string OpenConversationId, string ProcessQueryKey, int MaxResults, string? NextToken);

    internal sealed record CardDelivery(
        string? CardTemplateId,
        string OutTrackId,
        string CallbackType,
        CardData CardData,
        string OpenSpaceId,
        RobotSpace ImRobotOpenSpaceModel,
        RobotDelivery ImRobotOpenDeliverModel,
        int UserIdType,
        string? CallbackRouteKey);

    /// <param name="CardParamMap">Texts only.</param>
    internal sealed record CardData(JsonObject CardParamMap);

    internal sealed record RobotSpace(bool SupportForward);

    internal sealed record RobotDelivery(string SpaceType, string RobotCode);

    internal sealed record CardChange(string OutTrackId, CardData CardData, CardChangeOptions CardUpdateOptions);

    internal sealed record CardChangeOptions(bool UpdateCardDataByKey);

    /// <param name="DueTime">Milliseconds since 1970.</param>
    internal sealed record Todo(string Subject, string SourceId, long DueTime, string[] ExecutorIds, bool IsOnlyShowExecutor, int Priority, TodoNotice NotifyConfigs);

    internal sealed record TodoNotice(string DingNotify);

    internal sealed record TodoChange(bool Done);

    internal sealed record StreamRequest(string ClientId, string ClientSecret, StreamSubscription[] Subscriptions, string Ua);

    internal sealed record StreamSubscription(string Type, string Topic);

    internal sealed record Department([property: JsonPropertyName("dept_id")] long DeptId);

    internal sealed record UserPage([property: JsonPropertyName("dept_id")] long DeptId, long Cursor, int Size);

    internal sealed record User(string Userid);
}
