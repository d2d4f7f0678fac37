using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>
/// Where the words of the open dialog lie outside the conversation's record, so that all of them can be taken out. Ids only.
/// </summary>
public sealed record DialogTrail
{
    // Ten times the longest dialogs that people lead. Each turn adds an entry and an answer or two.
    private const int MostIds = 600;

    /// <summary>Of a dialog that was begun before trails were kept: all of the log is its own.</summary>
    public static DialogTrail Unknown { get; } = new() { IsPartial = true };

    /// <summary>Entries of the conversation's log, and answers of the outbox.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Ids of <see cref="UploadedFile"/>.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>There are more than those named here.</summary>
    public bool IsPartial { get; init; }

    /// <summary>With what a turn said.</summary>
    public DialogTrail With(IEnumerable<string> ids, IReadOnlyList<string> files)
    {
        string[] all = [.. Ids, .. ids];
        string[] sent = files.Count == 0 && Files.Count <= MostIds ? [.. Files] : [.. Files.Concat(files).TakeLast(MostIds)];
        return new DialogTrail { Ids = all.Length > MostIds ? all[^MostIds..] : all, Files = sent, IsPartial = IsPartial || all.Length > MostIds };
    }

    /// <summary>Takes all of it out. Of a trail with gaps it takes the whole log: the person's words matter more than the rest.</summary>
    /// <param name="log">The conversation's log; null: the channel keeps none with us.</param>
    public IReadOnlyList<LogErase> Erased(string? log) => (log, IsPartial) switch
    {
        (not null, true) => [new LogErase(log, null), new LogErase(log, Ids)],
        _ => Ids.Count == 0 ? [] : [new LogErase(log, Ids)],
    };
}
