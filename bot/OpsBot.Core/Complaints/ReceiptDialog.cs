using System.Text.RegularExpressions;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Complaints;

/// <summary>
/// Tells the holder of a receipt how the case stands; takes back, takes a rating. It remembers neither the receipt nor the
/// case in the conversation, so nothing leads from a person to a case.
/// </summary>
public sealed partial class ReceiptDialog(ReceiptKeys keys, Taxonomy taxonomy, DeadlineRules rules) : IDialog, IAsideAware, IGivesWay
{
    private static readonly string[] LeaveWords = ["取消", "退出", "返回", "不查了", "算了", "不撤了", "不撤回了", "不用了"];

    /// <inheritdoc/>
    public string Name => "receipt";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => facts.Message.Action is { } action
        ? action.Name.StartsWith("receipt.", StringComparison.Ordinal)
        : Digits(facts) is not null || ReceiptCode.IsBroken(facts.Message.Text) || Wish().IsMatch(facts.Message.Text.Trim());

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (Digits(facts) is not { } digits)
            return FactNeeds.None;
        List<RecordKey> keysNeeded = [ReceiptEntry.Kind.Key(keys.IdOf(digits)), ReceiptTries.Kind.Key(TriesId(facts))];
        if (facts.Find(ReceiptEntry.Kind, keys.IdOf(digits)) is { } entry)
            keysNeeded.AddRange([Case.Kind.Key(entry.Value.CaseId), SealedOriginal.Kind.Key(entry.Value.CaseId)]);
        return new FactNeeds { Records = keysNeeded };
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        if (Digits(facts) is { } digits)
            return Found(facts, digits);
        if (ReceiptCode.IsBroken(facts.Message.Text))
            return Say(facts, ComplaintTexts.BrokenReceipt);
        if (facts.Conversation.Dialog == Name && LeaveWords.Contains(facts.Message.Text.Trim()))
            return new TurnResult(facts.Conversation.Closed(), [ComplaintTexts.ReceiptDone]);
        if (facts.Conversation.Dialog == Name && !Wish().IsMatch(facts.Message.Text.Trim()) && facts.Message.Action is null)
            return Say(facts, ComplaintTexts.NotAReceipt);
        // Another dialog's draft is not pushed aside: a receipt is recognised without this one being open.
        return facts.Conversation.Dialog is null
            ? new TurnResult(facts.Conversation.With(Name, new ReceiptDraft()), [ComplaintTexts.AskReceipt])
            : Say(facts, ComplaintTexts.AskReceipt);
    }

    /// <summary>It holds no answers yet, so whatever is no receipt and no wish about one goes its own way; a receipt that was copied wrongly does not.</summary>
    public bool GivesWay(TurnFacts facts)
    {
        if (facts.Message.Action is { } action)
            return !action.Name.StartsWith("receipt.", StringComparison.Ordinal);
        var text = facts.Message.Text.Trim();
        return text.Length > 0 && Digits(facts) is null && !ReceiptCode.IsBroken(text) && !Miscopied().IsMatch(text) && !Wish().IsMatch(text) && !LeaveWords.Contains(text);
    }

    /// <inheritdoc/>
    public bool IsAside(TurnFacts facts) =>
        Digits(facts) is null && !Wish().IsMatch(facts.Message.Text.Trim()) && QuestionShape.IsQuestion(facts.Message.Text);

    /// <inheritdoc/>
    public Conversation RememberAside(TurnFacts facts) => facts.Conversation;

    /// <inheritdoc/>
    public MessageContent ResumePrompt(TurnFacts facts) => ComplaintTexts.AskReceipt;

    private static string? Digits(TurnFacts facts) =>
        ReceiptCode.Find(facts.Message.Action is { } action ? action["id"] : facts.Message.Text);

    private string TriesId(TurnFacts facts) => keys.TriesIdOf(facts.Message.Key.ToString());

    private TurnResult Found(TurnFacts facts, string digits)
    {
        var tries = facts.Find(ReceiptTries.Kind, TriesId(facts)) ?? new Versioned<ReceiptTries>(new ReceiptTries(), 0);
        if (tries.Value.BlockedUntil(facts.Now) is { } until)
            return Say(facts, ComplaintTexts.Blocked(until, facts.Hours.Territory));
        if (facts.Find(ReceiptEntry.Kind, keys.IdOf(digits)) is not { } entry || facts.Find(Case.Kind, entry.Value.CaseId) is not { } stored)
        {
            var recent = tries.Value.At(facts.Now);
            var counted = recent with { WrongAt = [.. recent.WrongAt, facts.Now] };
            return Say(facts, ComplaintTexts.UnknownReceipt) with
            {
                Effects = new Effects { Records = [ReceiptTries.Kind.Put(TriesId(facts), counted, tries.Version)] },
            };
        }
        var context = CaseContext.Of(facts, taxonomy, rules);
        var text = facts.Message.Text.Trim();
        if (IsWish(facts, "receipt.withdraw", text, "撤回"))
            return TakeBack(facts, context, stored);
        if (Rating().Match(text) is { Success: true } rating || facts.Message.Action?.Name == "receipt.rate")
            return Rate(facts, context, stored, facts.Message.Action?["rating"] ?? Rating().Match(text).Groups["n"].Value);
        return Show(facts, context, stored, digits);
    }

    private TurnResult Show(TurnFacts facts, CaseContext context, Versioned<Case> stored, string digits)
    {
        var status = ReceiptTexts.Status(stored.Value, context, ReceiptCode.Show(digits));
        // Reading the feedback is being told, whatever became of the message that carried it.
        return CasePolicy.FeedbackDelivered(context with { Actor = null }, stored) is { } closed
            ? Ended(facts, ReceiptTexts.Status(closed.Case, context, ReceiptCode.Show(digits)), closed.Effects)
            : Ended(facts, status, Effects.None);
    }

    private TurnResult TakeBack(TurnFacts facts, CaseContext context, Versioned<Case> stored)
    {
        if (stored.Value.HasEnded())
            return Ended(facts, ComplaintTexts.AlreadyEnded, Effects.None);
        return ReporterPolicy.TakeBack(context, stored, facts.Find(SealedOriginal.Kind, stored.Value.Id)) is { } done
            ? Ended(facts, ComplaintTexts.TakenBack, done.Effects)
            : Ended(facts, ComplaintTexts.TooLateToTakeBack, Effects.None);
    }

    private TurnResult Rate(TurnFacts facts, CaseContext context, Versioned<Case> stored, string typed)
    {
        if (stored.Value.Status != CaseStatus.Closed)
            return Ended(facts, ComplaintTexts.RatingTooEarly, Effects.None);
        return int.TryParse(typed, out var rating) && ReporterPolicy.Rate(context, stored, rating) is { } done
            ? Ended(facts, ComplaintTexts.RatingThanks, done.Effects)
            : Ended(facts, ComplaintTexts.RatingUnclear, Effects.None);
    }

    private static bool IsWish(TurnFacts facts, string action, string text, string word) =>
        facts.Message.Action is { } pressed ? pressed.Name == action : text.StartsWith(word, StringComparison.Ordinal) || text.EndsWith(word, StringComparison.Ordinal);

    private TurnResult Ended(TurnFacts facts, MessageContent reply, Effects effects) =>
        new(facts.Conversation.Dialog == Name ? facts.Conversation.Closed() : facts.Conversation, [reply]) { Effects = effects };

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);

    [GeneratedRegex("^(我?(要|想)?(查|查询|查一下|看|看看)(一下)?(办理)?(进度|进展|回执|回执号|办理情况|结果)|进度查询|办到哪了|撤回(反映|投诉)?|我要撤回)[。？?！!]?$")]
    private static partial Regex Wish();

    // Letters and digits alone, as many as nobody types for something else, or those that begin as a receipt does.
    [GeneratedRegex(@"^(?:[Qq][Zz]|(?=.*[0-9]))[A-Za-z0-9\s_—–-]{8,}$|^[Qq][Zz][\s_—–-]?[A-Za-z0-9\s_—–-]*$")]
    private static partial Regex Miscopied();

    [GeneratedRegex(@"评\s*(?<n>\d+)\s*分?|(?<n>\d+)\s*分")]
    private static partial Regex Rating();

    private sealed record ReceiptDraft(int Schema = 1);
}
