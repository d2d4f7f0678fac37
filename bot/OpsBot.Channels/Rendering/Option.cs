using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Rendering;

/// <summary>Something to press or to type.</summary>
/// <param name="Title">What is written on it.</param>
/// <param name="Action">What it does; null: the same as typing <paramref name="Title"/>.</param>
internal sealed record Option(string Title, BotAction? Action)
{
    /// <summary>A message's buttons and then its suggested answers, each title once.</summary>
    public static IReadOnlyList<Option> Of(MessageContent content, bool withButtons = true, bool withChoices = true)
    {
        if (!(withButtons && content.Card is not null) && !(withChoices && content.Choices.Count > 0))
            return [];
        var buttons = withButtons ? (content.Card?.Buttons ?? []).Select(b => new Option(b.Title, b.Action)) : [];
        var choices = withChoices ? content.Choices.Select(c => new Option(c.Title, null)) : [];
        return [.. buttons.Concat(choices).Where(o => o.Title.Length > 0).DistinctBy(o => o.Title)];
    }
}
