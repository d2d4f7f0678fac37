using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery.DeadLetters;

/// <summary>"死信" lists what was given up, "重发 ID" queues it again; admins only, each replay in the audit.</summary>
public sealed class DeadLetterDialog : IDialog
{
    /// <summary>Index of given-up messages by the instant of the end; the outbox keeps it.</summary>
    public const string Index = "dead-letters";

    private const string All = "全部";
    private static readonly IndexQuery Newest = new(Index, 20, NewestFirst: true);

    /// <inheritdoc/>
    public string Name => "dead-letters";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => Read(facts) is not null;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (!MayManage(facts.Sender) || Read(facts) is not { } command)
            return FactNeeds.None;
        return command.Replay && command.Id != All
            ? new FactNeeds { Messages = command.Id.Length > 0 ? [command.Id] : [] }
            : new FactNeeds { Lists = [Newest], Messages = facts.List(Newest) };
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        if (!MayManage(facts.Sender))
            return Say(facts, DeadLetterTexts.OnlyAdmins);
        var (replay, id) = Read(facts)!.Value;
        if (replay && id.Length == 0)
            return Say(facts, DeadLetterTexts.WhichOne);
        var asked = replay && id != All ? [id] : facts.List(Newest);
        OutboxEntry[] dead = [.. asked.Select(facts.Outgoing).OfType<OutboxEntry>().Where(e => e.State == DeliveryState.DeadLettered)];
        if (!replay)
            return Say(facts, dead.Length > 0 ? DeadLetterTexts.List(dead, facts.Directory) : DeadLetterTexts.None);
        return dead.Length == 0 ? Say(facts, DeadLetterTexts.NotDead) : Say(facts, DeadLetterTexts.Replayed(dead.Length)) with
        {
            Effects = new Effects
            {
                Replays = [.. dead.Select(d => new ReplayWrite(d.Message.Id, facts.Now))],
                Audit = [.. dead.Select(d => new AuditEntry(facts.Now, facts.Sender!.Id, "delivery.replayed", $"message:{d.Message.Id}", d.Reason))],
            },
        };
    }

    private static bool MayManage(Person? person) => person?.Is(Role.Admin) == true;

    private static (bool Replay, string Id)? Read(TurnFacts facts)
    {
        var text = facts.Message.Action is null ? facts.Message.Text.Trim().TrimEnd('。') : "";
        if (text == DeadLetterTexts.ListWord)
            return (false, "");
        if (!text.StartsWith(DeadLetterTexts.ReplayWord, StringComparison.Ordinal))
            return null;
        var rest = text[DeadLetterTexts.ReplayWord.Length..];
        // "重发通知" is a question of somebody else's; an id stands alone behind the word.
        return rest.Length == 0 || rest.Trim() == All || (rest[0] == ' ' && !rest.Trim().Contains(' ', StringComparison.Ordinal)) ? (true, Bare(rest)) : null;
    }

    private static string Bare(string rest) => rest.Trim() == All ? All : rest.Trim().ToUpperInvariant();

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);
}
