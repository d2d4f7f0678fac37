using System.Text.Json.Serialization;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>Generated JSON of the bodies.</summary>
[JsonSerializable(typeof(WeComBodies.PersonMessage))]
[JsonSerializable(typeof(WeComBodies.GroupMessage))]
[JsonSerializable(typeof(WeComBodies.CardChange))]
[JsonSerializable(typeof(WeComBodies.Recall))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class WeComJson : JsonSerializerContext;
