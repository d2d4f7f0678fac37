using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OpsBot.Channels.DirectLine;

/// <summary>How JSON is read from and written to clients.</summary>
internal static class WireJson
{
    private const int MaxDepth = 32;

    /// <summary>camelCase, nulls left out, Chinese readable.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The object, or null when it is anything else, too deep, or names a field twice.</summary>
    public static JsonObject? ReadObject(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var strict = new JsonDocumentOptions { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
            return JsonNode.Parse(utf8, documentOptions: strict) is JsonObject found && HasOnlyText(found) ? found : null;
        }
        // A field's name that is no text (a lone surrogate, broken UTF-8) shows when the names are read.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The text of a field, or null when it is missing, empty or no text.</summary>
    public static string? Text(this JsonObject node, string field) =>
        node[field] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    // A lone surrogate passes the parser and fails only when it is read, so every text is read once here.
    private static bool HasOnlyText(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject parent:
                return parent.All(p => HasOnlyText(p.Value));
            case JsonArray list:
                return list.All(HasOnlyText);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                try
                {
                    value.GetValue<string>();
                    return true;
                }
                catch (InvalidOperationException)
                {
                    return false;
                }
            default:
                return true;
        }
    }
}
