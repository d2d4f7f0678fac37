using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsBot.Core.Regulations;

/// <summary>Reads files of one JSON object a line, names and words in snake case.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, RespectRequiredConstructorParameters = true, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    public static IReadOnlyList<T> Parse<T>(IEnumerable<string> lines)
    {
        var result = new List<T>();
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                result.Add(JsonSerializer.Deserialize<T>(line, Options) ?? throw new FormatException($"Line {number} is empty."));
            }
            catch (JsonException fault)
            {
                throw new FormatException($"Line {number} cannot be read: {fault.Message} Repair the line and run again.", fault);
            }
        }

        return result;
    }
}
