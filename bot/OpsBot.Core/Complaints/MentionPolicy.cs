using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.Organization.Names;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>What the office may say of the names in a report, until the dispatch.</summary>
public static class MentionPolicy
{
    /// <summary>
    /// Marks names, or states that nobody is named. When this changes who may work on the case, those who may are told, and
    /// what was not yet sent to the others is withdrawn.
    /// </summary>
    public static CaseOutcome Mark(CaseContext context, Versioned<Case> stored, SealedOriginal? original, MarkOrder order)
    {
        var subject = CaseMentions.Completed(context.Directory, stored.Value, original);
        if (CasePolicy.Refusal(context, subject, CaseStatus.Filed, CaseStatus.Verified) is { } refusal)
            return refusal;
        var mentions = subject.Mentions!.ToArray();
        if (order.Mark is not { } mark)
            return Nobody(context, stored, original, subject, mentions);
        if (order.Numbers.Count == 0 || order.Numbers.Any(n => n < 1 || n > mentions.Length))
            return CaseOutcome.Refuse(CaseRefusal.UnknownName);
        if (order.Target.Length > 0 && order.Numbers.Count > 1)
            return CaseOutcome.Refuse(CaseRefusal.UnknownName);
        foreach (var number in order.Numbers)
        {
            var (marked, fault) = Marked(context.Directory, mentions[number - 1], mark, order.Target, number);
            if (fault is not null)
                return new CaseOutcome.Refused([fault]);
            mentions[number - 1] = marked;
        }
        var after = subject with { Mentions = mentions, NobodyNamed = mark == MentionMark.Accused ? null : subject.NobodyNamed };
        return Written(context, stored, original, after, "case.marked", $"{string.Join(' ', order.Numbers)} {(mark == MentionMark.Accused ? "accused" : "mentioned")} {string.Join(' ', order.Numbers.SelectMany(n => mentions[n - 1].UnitIds.Concat(mentions[n - 1].PersonIds)))}".Trim());
    }

    /// <summary>Names the unit complained about, so that no leg goes to it or below it.</summary>
    public static CaseOutcome SetUnit(CaseContext context, Versioned<Case> stored, SealedOriginal? original, string? unitId)
    {
        var subject = CaseMentions.Completed(context.Directory, stored.Value, original);
        if (CasePolicy.Refusal(context, subject, CaseStatus.Filed, CaseStatus.Verified) is { } refusal)
            return refusal;
        if (context.Directory.Unit(unitId) is not { } unit)
            return CaseOutcome.Refuse(CaseRefusal.UnknownUnit, unitId);
        var mentions = subject.Mentions!.ToList();
        var accused = new CaseMention { Kind = NameKind.Unit, Words = context.Directory.NameRules.Fold(unit.Name), UnitIds = [unit.Id], Mark = MentionMark.Accused };
        var at = mentions.FindIndex(m => m.Kind == NameKind.Unit && m.UnitIds.Contains(unit.Id));
        if (at < 0 && subject.UnitText is { } said)
            at = mentions.FindIndex(m => m.Kind == NameKind.Unknown && m.Mark is null && context.Directory.NameRules.Fold(said).Contains(m.Words, StringComparison.Ordinal));
        if (at < 0)
            mentions.Add(accused);
        else
            mentions[at] = accused with { Words = mentions[at].Words };
        return Written(context, stored, original, subject with { UnitId = unit.Id, Mentions = mentions, NobodyNamed = null }, "case.unit", unit.Id);
    }

    private static CaseOutcome Nobody(CaseContext context, Versioned<Case> stored, SealedOriginal? original, Case subject, CaseMention[] mentions)
    {
        if (Array.FindIndex(mentions, m => m.Mark == MentionMark.Accused) is >= 0 and var at)
            return CaseOutcome.Refuse(CaseRefusal.NobodyAndSomebody, MentionTexts.Title(mentions[at], context.Directory));
        if (Array.FindIndex(mentions, m => m.Mark is null && m.Kind == NameKind.Unit && m.UnitIds[0] == subject.UnitId) is >= 0 and var picked)
            return CaseOutcome.Refuse(CaseRefusal.NobodyAndSomebody, MentionTexts.Title(mentions[picked], context.Directory));
        // The statement covers every name that is still open: whoever states it says that none of them is meant.
        CaseMention[] all = [.. mentions.Select(m => m with { Mark = MentionMark.MentionedOnly })];
        return Written(context, stored, original, subject with { Mentions = all, NobodyNamed = true }, "case.nobody-named", null);
    }

    private static (CaseMention Marked, CaseFault? Fault) Marked(DirectorySnapshot directory, CaseMention mention, MentionMark mark, string target, int number)
    {
        if (target.Length > 0 && target != MentionTexts.Outside)
            return directory.Names.Look(target) switch
            {
                [var only] => (CaseMentions.Of(only) with { Words = mention.Words, Mark = mark }, null),
                [] => (mention, new CaseFault(CaseRefusal.UnknownUnit, target)),
                _ => (mention, new CaseFault(CaseRefusal.SeveralOfThatName, target)),
            };
        if (target.Length > 0)
            return (new CaseMention { Kind = NameKind.Unknown, Words = mention.Words, Mark = mark, IsOutside = true }, null);
        if (mark == MentionMark.MentionedOnly || mention.Kind != NameKind.Unknown || mention.IsOutside == true)
            return (mention with { Mark = mark }, null);
        // Who an unknown name is must be said, or nobody would be barred by it.
        return mention.IsLikely == true && mention.UnitIds.Count + mention.PersonIds.Count == 1
            ? (mention with { Kind = mention.UnitIds.Count == 1 ? NameKind.Unit : NameKind.Person, IsLikely = null, Mark = mark }, null)
            : (mention, new CaseFault(CaseRefusal.WhoIsMeant, $"{number} {MentionTexts.Title(mention, directory)}"));
    }

    private static CaseOutcome.Done Written(CaseContext context, Versioned<Case> stored, SealedOriginal? original, Case after, string action, string? detail)
    {
        var before = CaseAuthority.SupervisorsOf(context.Directory, CaseMentions.Completed(context.Directory, stored.Value, original)).Select(p => p.Id).ToHashSet();
        var effects = CaseWriting.Of(context, stored, after, action, detail);
        var now = CaseAuthority.SupervisorsOf(context.Directory, after);
        if (before.SetEquals(now.Select(p => p.Id)))
            return new CaseOutcome.Done(after, effects);
        var reporter = now.Count > 0 ? null : CaseMessages.ToReporter(context, after, original, MentionTexts.NobodyMayWorkOnIt, onDelivered: null);
        return new CaseOutcome.Done(after, effects with
        {
            Withdrawals = [CaseMessages.Subject(after.Id)],
            Outbox = [.. CaseMessages.Filed(after, context.Taxonomy, context.Directory, context.Now, context.NewId), .. reporter is null ? [] : new[] { reporter }],
        });
    }
}
