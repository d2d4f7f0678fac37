namespace OpsBot.Core.Organization.Names;

/// <summary>Compares two names that may differ by one slip of the hand.</summary>
internal static class OneEdit
{
    /// <summary>True when one character was replaced, added, left out, or changed places with its neighbour.</summary>
    public static bool Apart(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var start = a.CommonPrefixLength(b);
        var restA = a[start..];
        var restB = b[start..];
        return (restA.Length - restB.Length) switch
        {
            0 => restA.Length > 0 && (restA[1..].SequenceEqual(restB[1..])
                || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]))),
            1 => restA[1..].SequenceEqual(restB),
            -1 => restA.SequenceEqual(restB[1..]),
            _ => false,
        };
    }
}
