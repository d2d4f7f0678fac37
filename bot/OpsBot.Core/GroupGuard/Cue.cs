namespace OpsBot.Core.GroupGuard;

/// <summary>A group of words that mean the same to the classifier; cues of one side speak for the same.</summary>
internal sealed record Cue(string Id, string? Side, IReadOnlyList<CueWord> Words)
{
    public bool Matches(string text)
    {
        foreach (var word in Words)
            if (word.Matches(text))
                return true;
        return false;
    }
}
