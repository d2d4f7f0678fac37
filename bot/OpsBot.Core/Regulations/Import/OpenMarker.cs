namespace OpsBot.Core.Regulations.Import;

/// <summary>A number under which the following lines stand. <paramref name="Text"/> is null where it opened a clause and not a heading.</summary>
internal sealed record OpenMarker(Marker Marker, int Rank, string? Text);
