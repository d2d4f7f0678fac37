using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Complaints;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DingTalk.Todos;

/// <summary>The platform's lists of things to do. They are addressed by another id of the account, its union id.</summary>
internal sealed class TodoTasks(DingTalkApi api, IOptions<DingTalkOptions> options)
{
    private const int Important = 30;

    /// <summary>The union id of an account; the answer tells why there is none.</summary>
    public async Task<(string? UnionId, VendorAnswer Answer)> FindUnionIdAsync(string account, CancellationToken cancellationToken)
    {
        var answer = await api.CallLegacyAsync(options.Value.UserPath, new JsonObject { ["userid"] = account }, cancellationToken).ConfigureAwait(false);
        return (answer.IsGood ? (answer.Body!["result"] as JsonObject)?.Text("unionid") : null, answer);
    }

    /// <summary>Puts an assignment into a person's list. It rings nobody: the message before it did.</summary>
    public async Task<(string? TaskId, VendorAnswer Answer)> CreateAsync(string unionId, TodoItem item, AssignmentStanding standing, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["subject"] = TodoTexts.Assignment(standing.CaseId),
            ["sourceId"] = item.MessageId,
            ["dueTime"] = standing.DueAt.ToUnixTimeMilliseconds(),
            ["executorIds"] = new JsonArray(unionId),
            ["isOnlyShowExecutor"] = true,
            ["priority"] = Important,
            ["notifyConfigs"] = new JsonObject { ["dingNotify"] = "0" },
        };
        var answer = await api.CallAsync(HttpMethod.Post, PathOf(unionId, null), body, cancellationToken).ConfigureAwait(false);
        return (answer.IsGood ? answer.Body!.Text("id") : null, answer);
    }

    /// <summary>Ticks it off.</summary>
    public Task<VendorAnswer> FinishAsync(string unionId, string taskId, CancellationToken cancellationToken) =>
        api.CallAsync(HttpMethod.Put, PathOf(unionId, taskId), new JsonObject { ["done"] = true }, cancellationToken);

    private static string PathOf(string unionId, string? taskId)
    {
        var person = Uri.EscapeDataString(unionId);
        return $"/v1.0/todo/users/{person}/tasks{(taskId is null ? "" : "/" + Uri.EscapeDataString(taskId))}?operatorId={person}";
    }
}
