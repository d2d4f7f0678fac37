namespace OpsBot.Core.Complaints;

/// <summary>A category of burden.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">As shown on a button.</param>
/// <param name="Explanation">One line.</param>
/// <param name="Cues">Words of a text that point to it.</param>
/// <param name="IndustryCues">Parts of names of departments that usually take the industry leg, best first.</param>
public sealed record Category(string Id, string Name, string Explanation, IReadOnlyList<string> Cues, IReadOnlyList<string> IndustryCues);
