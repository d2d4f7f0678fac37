using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OpsBot.Channels.GovDingTalk.Api;

/// <summary>Generated JSON; the platform takes forms, in whose fields JSON stands as text.</summary>
[JsonSerializable(typeof(JsonObject))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class GovJson : JsonSerializerContext;
