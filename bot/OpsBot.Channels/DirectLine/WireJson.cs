using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace OpsBot.Channels.DirectLine;

/// <summary>How JSON is read from and written to clients.</summary>
internal static class WireJson
{
    private const int MaxDepth = 32;

    /// <summary>camelCase, nulls left out, Chinese readable.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>
    /// New options, complete and read-only: those that are still open are closed by their first use, and of many first uses at
    /// once one fails.
    /// </summary>
    public static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>The object, or null when it is anything else, too deep, names a field twice, or holds what is no text.</summary>
    public static JsonObject? ReadObject(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            return null;
        try
        {
            return JsonNode.Parse(utf8, documentOptions: Strict) is JsonObject found && (!MayHoldSurrogates(utf8) || HasOnlyText(found)) ? found : null;
        }
        // A field's name that is a lone surrogate shows when the names are read.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="ReadObject"/>, without copies: to be disposed of, and to be left alone afterwards.</summary>
    public static JsonDocument? ReadDocument(ReadOnlyMemory<byte> utf8)
    {
        if (!Utf8.IsValid(utf8.Span) || (MayHoldSurrogates(utf8.Span) && ReadObject(utf8.Span) is null))
            return null;
        try
        {
            var document = JsonDocument.Parse(utf8, Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return document;
            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The text of a field, or null when it is missing, empty or no text.</summary>
    public static string? Text(this JsonObject node, string field) =>
        node[field] is JsonValue value && value.TryGetValue(out string? text) && text.Length > 0 ? text : null;

    /// <summary>The text of a field, or null when it is missing, empty or no text, or when this is no object.</summary>
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Whether a field is this text.</summary>
    public static bool Is(this JsonElement element, ReadOnlySpan<byte> field, ReadOnlySpan<byte> text) =>
        element.Field(field) is { ValueKind: JsonValueKind.String } value && value.ValueEquals(text);

    /// <summary>A field; undefined when it is missing or when this is no object.</summary>
    public static JsonElement Field(this JsonElement element, ReadOnlySpan<byte> field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) ? value : default;

    /// <summary>The objects of a list; none when this is no list.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object) : [];

    // Only an escape can write half a character in valid UTF-8.
    private static bool MayHoldSurrogates(ReadOnlySpan<byte> utf8) => utf8.IndexOf("\\u"u8) >= 0;

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
