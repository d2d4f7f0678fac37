namespace OpsBot.Core.Changes;

/// <summary>Asks an index for its first members.</summary>
/// <param name="Index">Index name.</param>
/// <param name="Take">At most this many, 1 to 1000.</param>
/// <param name="NewestFirst">Latest instant first.</param>
/// <param name="From">Only members at or after this instant; not together with <paramref name="NewestFirst"/>.</param>
public sealed record IndexQuery(string Index, int Take = 20, bool NewestFirst = false, DateTimeOffset? From = null);
