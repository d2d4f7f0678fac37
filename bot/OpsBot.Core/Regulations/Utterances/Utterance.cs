namespace OpsBot.Core.Regulations.Utterances;

/// <summary>A message as it was read before any search.</summary>
/// <param name="Kind">What kind it is.</param>
/// <param name="Topic">Which of the kind: the name of the group of words; empty where there is only one.</param>
/// <param name="Commands">The commands that were perhaps meant.</param>
public sealed record Utterance(UtteranceKind Kind, string Topic, IReadOnlyList<string> Commands)
{
    internal static Utterance Of(UtteranceKind kind, string topic = "") => new(kind, topic, []);
}
