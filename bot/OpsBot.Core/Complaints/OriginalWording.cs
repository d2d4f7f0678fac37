namespace OpsBot.Core.Complaints;

/// <summary>Finds the reporter's own words in a text that is meant for the units.</summary>
public static class OriginalWording
{
    /// <summary>
    /// True when the texts share <paramref name="run"/> characters in a row, as written or with spaces and punctuation left
    /// out, so that a moved comma does not hide a copied sentence.
    /// </summary>
    public static bool IsShared(string original, string text, int run) =>
        SharesRun(original, text, run) || SharesRun(Bare(original), Bare(text), run);

    private static bool SharesRun(string original, string text, int run)
    {
        if (original.Length < run || text.Length < run)
            return false;
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i + run <= original.Length; i++)
            runs.Add(original.Substring(i, run));
        for (var i = 0; i + run <= text.Length; i++)
            if (runs.Contains(text.Substring(i, run)))
                return true;
        return false;
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
