using OpsBot.Core.Delivery;
using OpsBot.Core.Regulations;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Conversations;

/// <summary>
/// Chooses the dialog of a turn. A pressed button goes to the dialog of its domain; else the open dialog goes on, and a
/// question asked in its middle is answered without losing the draft; else the first dialog that claims the words; else
/// the regulation library answers. In a group no dialog is led: only the guard of assignments and the library speak there.
/// </summary>
/// <param name="dialogs">In the order in which they may claim a message.</param>
/// <param name="fallback">Answers what nobody claims: the regulation dialog.</param>
/// <param name="welcome">Greets and helps.</param>
/// <param name="groupGuard">Looks at what is said in groups; null: nobody does.</param>
/// <param name="care">Answers words of self-harm and of violence, whatever is open; null: nobody does.</param>
public sealed class DialogRouter(IReadOnlyList<IDialog> dialogs, IDialog fallback, IDialog welcome, IDialog? groupGuard = null, CareDialog? care = null)
{
    /// <summary>Never null: what cannot be understood is a question to the library.</summary>
    public IDialog Route(TurnFacts facts)
    {
        if (!facts.Message.HasFiles || facts.Message.Group is not null)
            return RouteWords(facts);
        if (facts.Message.Text.Length > 0 || facts.Message.Action is not null)
            return new NotedDialog(RouteWords(facts), RouterTexts.FilesNotRead);
        // An open draft says itself that it wants words, and asks its question again.
        return Open(facts) ?? new FixedReplyDialog(RouterTexts.FilesNotRead);
    }

    private IDialog RouteWords(TurnFacts facts)
    {
        if (facts.Message.IsGreeting)
            return welcome;
        if (facts.Message.Text.Length > InboundMessage.MaxTextLength)
            return new FixedReplyDialog(RouterTexts.TooLong);
        if (care?.Claims(facts) == true)
            return Caring(facts, care);
        if (facts.Message.Group is not null)
            return groupGuard?.Claims(facts) == true ? groupGuard : fallback;
        var open = Open(facts);
        if (open is IGivesWay light && light.GivesWay(facts) && (open as IAsideAware)?.IsAside(facts) != true)
            return new LeftDialog(RouteWords(LeftDialog.Leave(facts)));
        // An open dialog goes on with the words, whoever else would claim them.
        var claimant = open is null || facts.Message.Action is not null ? Claimant(facts) : null;
        if (facts.Message.Action is not null)
            return Button(open, claimant);
        if (open is null)
            return claimant ?? (welcome.Claims(facts) ? welcome : fallback);
        if (open is IReservesCommands reserving && reserving.IsForOthers(facts) && Claimant(facts) is { } commanded && commanded != open)
            return new GuardedDialog(open, commanded);
        return open is IAsideAware aware && aware.IsAside(facts) ? new AsideDialog(fallback, open, aware) : open;
    }

    // Words of distress alone are no answer to a form; in a story they are a part of it, and both are heard.
    private IDialog Caring(TurnFacts facts, CareDialog care)
    {
        var open = facts.Message.Group is null ? Open(facts) : null;
        if (!care.IsAlone(facts) && (open ?? (facts.Message.Group is null ? Claimant(facts) : null)) is { } told)
            return new NotedDialog(told, care.Reply(facts));
        if (open is null)
            return care;
        return open is IAsideAware aware ? new AsideDialog(care, open, aware) : care;
    }

    private IDialog? Open(TurnFacts facts)
    {
        if (facts.Conversation.Dialog is not { } name)
            return null;
        foreach (var dialog in dialogs)
            if (dialog.Name == name)
                return dialog;
        return null;
    }

    private IDialog? Claimant(TurnFacts facts)
    {
        foreach (var dialog in dialogs)
            if (dialog.Claims(facts))
                return dialog;
        return null;
    }

    private static IDialog Button(IDialog? open, IDialog? claimant) => (open, claimant) switch
    {
        (null, null) => new FixedReplyDialog(RouterTexts.OldButton),
        (not null, null) => open,
        (null, not null) => claimant,
        _ when open == claimant => open,
        _ => new GuardedDialog(open, claimant),
    };

    /// <summary>Says one thing and changes nothing.</summary>
    private sealed class FixedReplyDialog(MessageContent reply) : IDialog
    {
        public string Name => "";

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [reply]);
    }

    /// <summary>Goes on as if no dialog were open, and closes the one that is.</summary>
    private sealed class LeftDialog(IDialog inner) : IDialog
    {
        public string Name => inner.Name;

        public static TurnFacts Leave(TurnFacts facts) => facts with { Conversation = facts.Conversation.Closed() };

        public bool Claims(TurnFacts facts) => false;

        public FactNeeds Needs(TurnFacts facts) => inner.Needs(Leave(facts));

        public TurnResult Step(TurnFacts facts) => inner.Step(Leave(facts));
    }

    /// <summary>Says something first.</summary>
    private sealed class NotedDialog(IDialog inner, MessageContent note) : IDialog
    {
        public string Name => inner.Name;

        public bool Claims(TurnFacts facts) => false;

        public FactNeeds Needs(TurnFacts facts) => inner.Needs(facts);

        public TurnResult Step(TurnFacts facts)
        {
            var result = inner.Step(facts);
            return result with { Replies = [note, .. result.Replies] };
        }
    }

    /// <summary>Answers a question in the middle of a draft, then asks for the draft's next answer again.</summary>
    private sealed class AsideDialog(IDialog answerer, IDialog open, IAsideAware aware) : IDialog
    {
        public string Name => open.Name;

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts)
        {
            var answer = answerer.Step(facts);
            return answer with
            {
                Conversation = aware.RememberAside(facts),
                Replies = [.. answer.Replies.Select(r => r with { Choices = [] }), aware.ResumePrompt(facts)],
            };
        }
    }

    /// <summary>Runs another dialog's button beside an open draft, but lets it not push the draft away.</summary>
    private sealed class GuardedDialog(IDialog open, IDialog other) : IDialog
    {
        public string Name => other.Name;

        public bool Claims(TurnFacts facts) => false;

        public FactNeeds Needs(TurnFacts facts) => other.Needs(facts);

        public TurnResult Step(TurnFacts facts)
        {
            var result = other.Step(facts);
            if (result.Conversation.Dialog == open.Name)
                return result;
            if (result.Conversation.Dialog is null)
                return result with { Conversation = facts.Conversation };
            return new TurnResult(facts.Conversation, [RouterTexts.FinishFirst]);
        }
    }
}
