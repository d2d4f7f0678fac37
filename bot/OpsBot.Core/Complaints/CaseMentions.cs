using OpsBot.Core.Organization;
using OpsBot.Core.Organization.Names;

namespace OpsBot.Core.Complaints;

/// <summary>The names of a case: found when it is filed, and what is still open about them.</summary>
public static class CaseMentions
{
    // Stands for the names that are too many to list; it is marked like any other.
    private const string More = "其他（见原话）";

    /// <summary>The names of a report.</summary>
    public static IReadOnlyList<CaseMention> Find(DirectorySnapshot directory, string? unitText, string? unitId, params IEnumerable<string?> texts)
    {
        var names = directory.Names;
        var found = names.Find(string.IsNullOrWhiteSpace(unitText) ? null : unitText, unitId, texts);
        var most = names.Rules.MostMentions;
        CaseMention[] listed = [.. found.Take(most).Select(Of)];
        return found.Count <= most ? listed : [.. listed, new CaseMention { Kind = NameKind.Unknown, Words = More }];
    }

    /// <summary>
    /// A case that was filed before names were kept, with those of what it still holds. Any other case as it is.
    /// </summary>
    public static Case Completed(DirectorySnapshot directory, Case subject, SealedOriginal? original) =>
        subject.Mentions is not null || subject.Status is not (CaseStatus.Filed or CaseStatus.Verified)
            ? subject
            : WithNamesOf(directory, subject with { Mentions = Find(directory, subject.UnitText, subject.UnitId, original?.What, subject.WhenText, original?.Evidence) }, subject.Sheet);

    /// <summary>With the units and people that a text of the office names and the case did not yet.</summary>
    public static Case WithNamesOf(DirectorySnapshot directory, Case subject, string? text)
    {
        if (text is null)
            return subject;
        var known = subject.Mentions ?? [];
        CaseMention[] more = [.. directory.Names.FindExact(text).Select(Of).Where(n => !known.Any(k => k.UnitIds.Intersect(n.UnitIds).Any() || k.PersonIds.Intersect(n.PersonIds).Any()))];
        return subject.Mentions is not null && more.Length == 0 ? subject : subject with { Mentions = [.. known, .. more] };
    }

    /// <summary>Numbers, from 1, and names that the office has not marked.</summary>
    public static IEnumerable<(int Number, CaseMention Mention)> Unmarked(Case subject) =>
        (subject.Mentions ?? []).Select((m, i) => (i + 1, m)).Where(m => m.m.Mark is null);

    /// <summary>Somebody is said to be complained about, or the office stated that nobody is named.</summary>
    public static bool IsAccusedSettled(Case subject) =>
        subject.NobodyNamed == true || (subject.Mentions ?? []).Any(m => m.Mark == MentionMark.Accused);

    /// <summary>Nothing is open: each name is marked, and who is complained about is settled.</summary>
    public static bool IsSettled(Case subject) => subject.Mentions is not null && !Unmarked(subject).Any() && IsAccusedSettled(subject);

    /// <summary>A name as a case keeps it.</summary>
    public static CaseMention Of(FoundName name) =>
        new() { Kind = name.Kind, Words = name.Words, UnitIds = name.UnitIds, PersonIds = name.PersonIds, IsLikely = name.IsLikely ? true : null };
}
