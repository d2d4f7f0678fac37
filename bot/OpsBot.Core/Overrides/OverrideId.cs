using OpsBot.Core.Changes;

namespace OpsBot.Core.Overrides;

/// <summary>Ids such as <c>JJ-1122-7K3F</c>.</summary>
public static class OverrideId
{
    private static readonly DatedId Ids = new("JJ", "override");

    /// <summary>An id for a request of <paramref name="localDate"/>.</summary>
    public static string Create(DateOnly localDate, ReadOnlySpan<byte> entropy) => Ids.Create(localDate, entropy);

    /// <summary>Reads the id at the start of <paramref name="text"/>; null when there is none. <paramref name="rest"/> is what follows it.</summary>
    public static string? Read(string text, out string rest) => Ids.Read(text, out rest);
}
