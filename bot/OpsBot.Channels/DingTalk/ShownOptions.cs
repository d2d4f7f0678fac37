using OpsBot.Channels.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// The options that one private chat shows as text. Answers of the bot are numbered from 1 and replace each other; what the
/// bot sends by itself has two digits, so that an assignment which arrives in the middle of a draft does not change what
/// "1" means.
/// </summary>
internal sealed record ShownOptions
{
    /// <summary>How it is stored; the id is the address's channel and conversation.</summary>
    public static readonly RecordKind<ShownOptions> Kind = new("shown-options");

    private const int FirstOfOwn = 21;
    private const int LastOfOwn = 99;
    private const int MaxKept = 60;
    private const int MaxTyped = 60;

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ShownOption> Options { get; init; } = [];

    /// <summary>The number that the next message of the bot's own begins with.</summary>
    public int NextOwn { get; init; } = FirstOfOwn;

    /// <summary>The record id.</summary>
    public static string IdOf(Address address) => $"{Uri.EscapeDataString(address.Channel)}/{Uri.EscapeDataString(address.ConversationId)}";

    /// <summary>What a message shows. A message that is sent again keeps its numbers.</summary>
    public IReadOnlyList<ShownOption> Of(string messageId) => [.. Options.Where(o => o.MessageId == messageId)];

    /// <summary>With the options of a message that is about to be shown.</summary>
    public ShownOptions With(OutboundMessage message)
    {
        if (Options.Any(o => o.MessageId == message.Id))
            return this;
        var isAnswer = message.IsAsked();
        var replyTo = isAnswer ? message.ReplyTo ?? "" : null;
        var kept = Options.Where(o => !isAnswer || !o.IsAnswer || o.ReplyTo == replyTo).ToList();
        var found = OptionsOf(message.Content);
        var numbered = TypedAnswer.CanBeNumbered(message.Content.Text, found);
        var next = isAnswer ? 1 + kept.Count(o => o.IsAnswer) : NextOwn + found.Count > LastOfOwn ? FirstOfOwn : NextOwn;
        var added = found.Select((o, i) => new ShownOption(numbered ? next + i : null, o.Title, o.Action, message.Id, replyTo)).ToList();
        // A number means one thing: where the round begins again, the old bearer of the number is gone.
        var taken = added.Where(o => o.Number is not null).Select(o => o.Number).ToHashSet();
        return this with
        {
            Options = [.. kept.Where(o => !taken.Contains(o.Number)).Concat(added).TakeLast(MaxKept)],
            NextOwn = isAnswer ? NextOwn : next + (numbered ? found.Count : 0),
        };
    }

    /// <summary>The option that was typed by number or words, or null.</summary>
    public ShownOption? Find(string typed)
    {
        var wanted = TypedAnswer.Plain(typed);
        if (wanted.Length is 0 or > MaxTyped)
            return null;
        if (TypedAnswer.Number(wanted) is { } number)
            return Options.LastOrDefault(o => o.Number == number);
        var named = Options.Where(o => TypedAnswer.Plain(o.Title) == wanted).ToList();
        // Two open assignments both say "accept": then the words alone do not tell which one.
        return named.LastOrDefault(o => o.IsAnswer) ?? (named.Count == 1 ? named[0] : null);
    }

    private static IReadOnlyList<Option> OptionsOf(MessageContent content) =>
        [.. Option.Of(content).Select(o => o with { Action = o.Action is { } action ? Filled(action, content.Card!.Inputs) : null })];

    // A form cannot be filled in here, so a button sends what the form was shown with.
    private static BotAction Filled(BotAction action, IReadOnlyList<CardInput> inputs)
    {
        var args = new Dictionary<string, string>(action.Args);
        foreach (var input in inputs)
            if (input.Value is { } value)
                args.TryAdd(input.Id, value);
        return action with { Args = args };
    }
}
