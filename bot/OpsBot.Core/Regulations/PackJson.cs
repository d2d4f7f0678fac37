using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpsBot.Core.Regulations;

/// <summary>How packs are read and written: camelCase names, indented, Chinese characters as they are.</summary>
internal static class PackJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
        ReadCommentHandling = JsonCommentHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
    };

    /// <exception cref="FormatException">The text is not valid JSON of the wanted form; the message names the file.</exception>
    public static T Parse<T>(string json, string fileName)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options)
                ?? throw new FormatException($"{fileName} is empty; it must hold a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"{fileName} cannot be read: {fault.Message} Repair the file and start again.", fault);
        }
    }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";
}
