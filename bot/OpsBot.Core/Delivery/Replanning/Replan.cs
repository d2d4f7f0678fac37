using OpsBot.Core.Changes;

namespace OpsBot.Core.Delivery.Replanning;

/// <summary>
/// A walk through all that was planned by hours that have changed since. Its cursors are stored with what each batch moved,
/// so a crash goes on where the last commit ended.
/// </summary>
public sealed record Replan
{
    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<Replan> Kind = new("replan");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>What is being walked through.</summary>
    public ReplanPhase Phase { get; init; }

    /// <summary>Number of the paper, or another code: stands in each audit line.</summary>
    public required string Reason { get; init; }

    /// <summary>Only this person's messages, and no deadlines; null: everything.</summary>
    public string? PersonId { get; init; }

    /// <summary>Who is told at the end; null: nobody.</summary>
    public string? TellPersonId { get; init; }

    /// <summary>Number of queueing of the last message that was looked at.</summary>
    public long MessageCursor { get; init; }

    /// <summary>Filing instant of the last case that was looked at.</summary>
    public DateTimeOffset? CaseCursor { get; init; }

    /// <summary>Messages that were found planned for another instant.</summary>
    public int MessagesMoved { get; init; }

    /// <summary>Time limits that moved.</summary>
    public int DeadlinesMoved { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it had looked at everything.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The sweep's member.</summary>
    public static string DueMemberOf(string id) => $"{Kind.Name}/{id}";

    /// <summary>Starts a walk: the record and its first call, in the commit of what changed the hours.</summary>
    public static Effects Start(string id, Replan replan) => new()
    {
        Records = [Kind.Put(id, replan, 0)],
        Dues = [new DueWrite(DueMemberOf(id), replan.StartedAt)],
    };
}
