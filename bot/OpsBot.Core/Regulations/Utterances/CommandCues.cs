namespace OpsBot.Core.Regulations.Utterances;

/// <summary>Words of the chat's commands and what is near them (<c>general/commands.json</c>).</summary>
/// <param name="Longest">Letters of the longest message that can be one.</param>
/// <param name="Things">What a command is about.</param>
/// <param name="Verbs">What is done with it.</param>
/// <param name="Fillers">Words between.</param>
/// <param name="Phrases">Whole messages.</param>
/// <param name="Openers">Whatever follows them is what the command is given.</param>
/// <param name="Never">With one of these no opener counts: something is asked or told.</param>
public sealed record CommandCues(
    int Longest,
    IReadOnlyList<CommandCue> Things,
    IReadOnlyList<string> Verbs,
    IReadOnlyList<string> Fillers,
    IReadOnlyList<CommandCue> Phrases,
    IReadOnlyList<CommandCue> Openers,
    IReadOnlyList<string> Never)
{
    /// <exception cref="FormatException">The text is not a list of such words.</exception>
    public static CommandCues Parse(string json) => PackJson.Parse<CommandCues>(json, "commands.json");
}

/// <summary>Words, and the commands that who says them perhaps means.</summary>
public sealed record CommandCue(IReadOnlyList<string> Say, IReadOnlyList<string> Mean);
