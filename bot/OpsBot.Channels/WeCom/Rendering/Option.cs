using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Rendering;

/// <summary>Something to press or to type.</summary>
/// <param name="Title">What is written on it.</param>
/// <param name="Action">What it does; null: the same as typing <paramref name="Title"/>.</param>
internal sealed record Option(string Title, BotAction? Action);
