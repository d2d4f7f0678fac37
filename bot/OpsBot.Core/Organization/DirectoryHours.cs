using System.Text.Json;
using System.Text.Json.Nodes;

namespace OpsBot.Core.Organization;

/// <summary>
/// The hours of a directory without the people: ids, units, hours, exceptions and days away, and no name or role. Whoever
/// checks a certificate log needs no more. It can be read like the directory itself.
/// </summary>
public static class DirectoryHours
{
    private static readonly string[] OfUnit = ["id", "kind", "parent", "schedule", "exceptions"];
    private static readonly string[] OfPerson = ["id", "unit", "schedule", "exceptions", "leave"];

    /// <summary>From the directory's text; throws <see cref="FormatException"/> when it is none.</summary>
    public static string Of(string json)
    {
        try
        {
            var directory = JsonNode.Parse(json) as JsonObject ?? throw new FormatException("The directory is no JSON object.");
            var people = Only(directory["people"], OfPerson);
            foreach (var person in people)
                person!["roles"] = new JsonArray();
            return new JsonObject { ["schema"] = 1, ["units"] = Only(directory["units"], OfUnit), ["people"] = people }.ToJsonString(Changes.StoredJson.Options);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The directory cannot be read: {fault.Message}", fault);
        }
    }

    private static JsonArray Only(JsonNode? list, string[] names) => [.. (list?.AsArray() ?? []).Select(item => (JsonNode)Only(item!.AsObject(), names))];

    private static JsonObject Only(JsonObject item, string[] names)
    {
        var kept = new JsonObject { ["name"] = item["id"]?.DeepClone() };
        foreach (var name in names)
            if (item[name] is { } value)
                kept[name] = value.DeepClone();
        return kept;
    }
}
