using System.Text.Json.Serialization;

namespace OpsBot.Web.Model;

/// <summary>Generated JSON of the question.</summary>
[JsonSerializable(typeof(Completion))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class ModelJson : JsonSerializerContext;
