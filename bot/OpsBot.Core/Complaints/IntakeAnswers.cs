using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Complaints;

/// <summary>Reads an answer to each question of the intake.</summary>
internal sealed class IntakeAnswers(Taxonomy taxonomy)
{
    private const int ShortestStory = 4;
    private const int StoryInsteadOfName = 12;

    /// <summary>The longest story that is taken, in characters.</summary>
    public const int LongestStory = 2000;

    /// <summary>The longest list of clues that is taken, in characters.</summary>
    public const int LongestEvidence = 1000;

    /// <summary>The longest name of a unit or wording of a time that is taken, in characters.</summary>
    public const int LongestName = 40;

    /// <summary>The draft with the answer, and what to say about it; a draft whose question stays open was not answered.</summary>
    public (IntakeDraft Draft, MessageContent? Note) Take(IntakeDraft draft, string text, DirectorySnapshot directory, DateTimeOffset local) => draft.Step switch
    {
        IntakeSlot.Tier => TakeTier(draft, text),
        IntakeSlot.Category => TakeCategory(draft, text),
        IntakeSlot.What => TakeWhat(draft, text),
        IntakeSlot.Unit => TakeUnit(draft, text, directory),
        IntakeSlot.When => TakeWhen(draft, text, local),
        IntakeSlot.Evidence => TakeEvidence(draft, text),
        _ => (draft, ComplaintTexts.ConfirmUnclear),
    };

    /// <summary>Confidential or anonymous, by name or number.</summary>
    public static ProtectionTier? ReadTier(string text) => FullWidth.FoldDigits(text).Trim().TrimEnd('.', '．', '。', '、') switch
    {
        "1" => ProtectionTier.Confidential,
        "2" => ProtectionTier.Anonymous,
        { Length: > 12 } => null,
        var said when said.Contains('不') => null,
        var said when said.Contains("匿名", StringComparison.Ordinal) => ProtectionTier.Anonymous,
        var said when said.Contains("保密", StringComparison.Ordinal) || said.Contains("实名", StringComparison.Ordinal) => ProtectionTier.Confidential,
        _ => null,
    };

    /// <summary>"I do not know" in the ways people type it.</summary>
    public static bool IsSkip(string text) =>
        text.Trim().TrimEnd('。') is "跳过" or "没有" or "无" or "不知道" or "不清楚" or "不记得" or "记不清" or "记不清了" or "不方便说" or "暂时没有" or "没有了" or "略";

    private static (IntakeDraft, MessageContent?) TakeTier(IntakeDraft draft, string text) => ReadTier(text) is { } tier
        ? ((draft with { Tier = tier }).Onward(), ComplaintTexts.TierTaken(tier))
        : (draft, ComplaintTexts.TierUnclear);

    private (IntakeDraft, MessageContent?) TakeCategory(IntakeDraft draft, string text)
    {
        if (taxonomy.Named(text) is { } named)
            return ((draft with { CategoryId = named.Id }).Onward(), null);
        var isStory = draft.What is null && text.Length is >= StoryInsteadOfName and <= LongestStory;
        var told = isStory ? draft with { What = text } : draft;
        return taxonomy.Suggest(text) is { } guess
            ? ((told with { CategoryId = guess.Id }).Onward(), ComplaintTexts.CategoryGuessed(guess.Name, isStory))
            : (told, ComplaintTexts.CategoryUnclear(isStory));
    }

    private static (IntakeDraft, MessageContent?) TakeWhat(IntakeDraft draft, string text)
    {
        var told = text == ComplaintTexts.ThatWasIt && draft.PendingAside is { } aside ? aside : text;
        return told.Length switch
        {
            < ShortestStory => (draft, ComplaintTexts.WhatTooShort),
            > LongestStory => (draft, ComplaintTexts.TooLong(LongestStory)),
            _ => ((draft with { What = told }).Onward(), null),
        };
    }

    private static (IntakeDraft, MessageContent?) TakeUnit(IntakeDraft draft, string text, DirectorySnapshot directory)
    {
        if (IsSkip(text))
            return ((draft with { UnitText = "", UnitId = null }).Onward(), null);
        if (text.Length > LongestName)
            return (draft, ComplaintTexts.UnitTooLong(LongestName));
        if (draft.UnitCandidates.Count > 0 && text == ComplaintTexts.NoneOfThem && draft.UnitText is { Length: > 0 } said)
            return ((draft with { UnitText = said, UnitId = null }).Onward(), ComplaintTexts.UnitFree(said));
        // Who names two units means both; none of them may be left out.
        if (draft.UnitCandidates.Count == 0 && directory.Names.Find(text, null).Count > 1)
            return ((draft with { UnitText = text, UnitId = null }).Onward(), ComplaintTexts.SeveralUnits(text));
        var picked = int.TryParse(text, out var number) && number >= 1 && number <= draft.UnitCandidates.Count ? directory.Unit(draft.UnitCandidates[number - 1]) : null;
        IReadOnlyList<Unit> found = picked is null ? UnitMatcher.Match(directory, text) : [picked];
        return found.Count switch
        {
            0 => ((draft with { UnitText = text, UnitId = null }).Onward(), ComplaintTexts.UnitFree(text)),
            1 => ((draft with { UnitText = UnitMatcher.TitleOf(directory, found[0]), UnitId = found[0].Id }).Onward(), null),
            _ => (draft with { UnitText = text, UnitId = null, UnitCandidates = [.. found.Select(u => u.Id)] }, null),
        };
    }

    private static (IntakeDraft, MessageContent?) TakeWhen(IntakeDraft draft, string text, DateTimeOffset local)
    {
        if (IsSkip(text))
            return ((draft with { WhenText = "" }).Onward(), null);
        if (text.Length > LongestName)
            return (draft, ComplaintTexts.TooLong(LongestName));
        var read = WhenReader.Read(text, local);
        return ((draft with { WhenText = read ?? text }).Onward(), read is null ? null : ComplaintTexts.WhenRead(read));
    }

    private static (IntakeDraft, MessageContent?) TakeEvidence(IntakeDraft draft, string text)
    {
        if (IsSkip(text))
            return ((draft with { Evidence = "" }).Onward(), null);
        return text.Length > LongestEvidence
            ? (draft, ComplaintTexts.TooLong(LongestEvidence))
            : ((draft with { Evidence = text }).Onward(), null);
    }
}
