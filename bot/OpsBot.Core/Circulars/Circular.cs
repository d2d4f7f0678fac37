using OpsBot.Core.Changes;

namespace OpsBot.Core.Circulars;

/// <summary>A text to everybody of a unit and of all units below it, approved by a second person.</summary>
public sealed record Circular
{
    /// <summary>How it is stored; the id is <see cref="Id"/>.</summary>
    public static readonly RecordKind<Circular> Kind = new("circular");

    /// <summary>Longest text, in characters.</summary>
    public const int MaxTextLength = 2000;

    /// <summary>Longest reason of a return, in characters.</summary>
    public const int MaxReasonLength = 300;

    private const int MaxTitleLength = 40;

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>See <see cref="CircularId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required CircularStatus Status { get; init; }

    /// <summary>Goes to this unit and all units below it.</summary>
    public required string UnitId { get; init; }

    /// <summary>The first line of the text, shortened.</summary>
    public required string Title { get; init; }

    /// <summary>The whole text, the first line included.</summary>
    public required string Text { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string AuthorId { get; init; }

    /// <summary>Who approved or returned it; never the author.</summary>
    public string? ApproverId { get; init; }

    /// <summary>Why it was returned.</summary>
    public string? ReturnReason { get; init; }

    /// <summary>When it was submitted for approval.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it was approved or returned.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>When the last recipient was put into the outbox.</summary>
    public DateTimeOffset? FannedOutAt { get; init; }

    /// <summary>Who recalled it.</summary>
    public string? RecalledBy { get; init; }

    /// <summary>When it was recalled.</summary>
    public DateTimeOffset? RecalledAt { get; init; }

    /// <summary>Id of the last person put into the outbox, in ordinal order; null before the first batch.</summary>
    public string? Cursor { get; init; }

    /// <summary>How many people were put into the outbox so far.</summary>
    public int RecipientCount { get; init; }

    /// <summary>How many of its messages were looked at after the recall, in the order of queueing; null before.</summary>
    public int? TakeBackCursor { get; init; }

    /// <summary>How many delivered messages are gone from the recipients' chats again.</summary>
    public int? TakenBack { get; init; }

    /// <summary>How many delivered messages could not be taken back.</summary>
    public int? LeftBehind { get; init; }

    /// <summary>When the last delivered message was looked at after the recall; null: not yet.</summary>
    public DateTimeOffset? TakeBackEndedAt { get; init; }

    /// <summary>It is to reach people at any hour, once a second person approved that; null: in working time.</summary>
    public CircularUrgency? Urgent { get; init; }

    /// <summary>What its messages are counted and withdrawn by.</summary>
    public static string SubjectOf(string id) => $"circular:{id}";

    /// <summary>What the requests to its approvers are withdrawn by.</summary>
    public static string ApprovalSubjectOf(string id) => $"circular-approval:{id}";

    /// <summary>The due member that drives the fan-out.</summary>
    public static string DueMemberOf(string id) => $"{Kind.Name}/{id}";

    /// <summary>It was recalled after some of it was queued, and not all of that was looked at yet.</summary>
    public bool HasToBeTakenBack() => Status == CircularStatus.Recalled && RecipientCount > 0 && TakeBackEndedAt is null;

    /// <summary>The first line, cut between characters where it is long.</summary>
    public static string TitleOf(string text)
    {
        var line = text.Split('\n', 2)[0].Trim();
        if (line.Length <= MaxTitleLength)
            return line;
        var cut = char.IsHighSurrogate(line[MaxTitleLength - 1]) ? MaxTitleLength - 1 : MaxTitleLength;
        return line[..cut] + "…";
    }
}
