using OpsBot.Core.Changes;

namespace OpsBot.Channels.DingTalk.Todos;

/// <summary>One line in a person's list of things to do, wanted or made.</summary>
internal sealed record TodoItem
{
    /// <summary>How it is stored; the id is made of the assignment and the account.</summary>
    public static readonly RecordKind<TodoItem> Kind = new("dingtalk-todo");

    /// <summary>Index of the items that are not finished, by the instant at which to look again.</summary>
    public const string OpenIndex = "dingtalk-todos/open";

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The delivered message; the platform's key against making it twice.</summary>
    public required string MessageId { get; init; }

    /// <summary>The assignment.</summary>
    public required string Subject { get; init; }

    /// <summary>Whose working time counts for making it.</summary>
    public string? PersonId { get; init; }

    /// <summary>Whose list.</summary>
    public required string Account { get; init; }

    /// <summary>The account's other id, by which the list is addressed; null: not asked yet.</summary>
    public string? UnionId { get; init; }

    /// <summary>The platform's id; null: not made yet.</summary>
    public string? TaskId { get; init; }

    /// <summary>Calls that failed since the last success.</summary>
    public int Failures { get; init; }

    /// <summary>When to look again, in the bot's clock.</summary>
    public required DateTimeOffset LookAt { get; init; }
}
