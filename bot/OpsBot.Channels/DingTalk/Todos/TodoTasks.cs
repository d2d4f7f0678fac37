using System.Text.Json.Nodes;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Complaints;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DingTalk.Todos;

/// <summary>The platform's lists of things to do. They are addressed by another id of the account, its union id.</summary>
internal sealed class TodoTasks(IDingTalkCalls calls)
{
    private const int Important = 30;

    /// <summary>The union id of an account; the answer tells why there is none.</summary>
    public async Task<(string? UnionId, VendorAnswer Answer)> FindUnionIdAsync(string account, CancellationToken cancellationToken)
    {
        var answer = await calls.GetUserAsync(new DingTalkBodies.User(account), cancellationToken).ConfigureAwait(false);
        return (answer.IsGood ? (answer.Body!["result"] as JsonObject)?.Text("unionid") : null, answer);
    }

    /// <summary>Puts an assignment into a person's list. It rings nobody: the message before it did.</summary>
    public async Task<(string? TaskId, VendorAnswer Answer)> CreateAsync(string unionId, TodoItem item, AssignmentStanding standing, CancellationToken cancellationToken)
    {
        var todo = new DingTalkBodies.Todo(
            TodoTexts.Assignment(standing.CaseId),
            item.MessageId,
            standing.DueAt.ToUnixTimeMilliseconds(),
            [unionId],
            IsOnlyShowExecutor: true,
            Important,
            new DingTalkBodies.TodoNotice("0"));
        var answer = await calls.CreateTodoAsync(unionId, unionId, todo, cancellationToken).ConfigureAwait(false);
        return (answer.IsGood ? answer.Body!.Text("id") : null, answer);
    }

    /// <summary>Ticks it off.</summary>
    public Task<VendorAnswer> FinishAsync(string unionId, string taskId, CancellationToken cancellationToken) =>
        calls.ChangeTodoAsync(unionId, taskId, unionId, new DingTalkBodies.TodoChange(Done: true), cancellationToken);
}
