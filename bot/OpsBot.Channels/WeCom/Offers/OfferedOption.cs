namespace OpsBot.Channels.WeCom.Offers;

/// <summary>One answer of an offer, as stored.</summary>
/// <param name="Title">What is written on it.</param>
/// <param name="Action">The action's name; null: the same as typing the title.</param>
/// <param name="Args">The action's arguments.</param>
internal sealed record OfferedOption(string Title, string? Action = null, IReadOnlyDictionary<string, string>? Args = null);
