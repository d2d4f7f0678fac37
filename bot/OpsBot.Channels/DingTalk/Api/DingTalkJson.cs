using System.Text.Json.Serialization;

namespace OpsBot.Channels.DingTalk.Api;

/// <summary>Generated JSON of the bodies.</summary>
[JsonSerializable(typeof(DingTalkBodies.Application))]
[JsonSerializable(typeof(DingTalkBodies.PersonMessage))]
[JsonSerializable(typeof(DingTalkBodies.GroupMessage))]
[JsonSerializable(typeof(DingTalkBodies.SessionMessage))]
[JsonSerializable(typeof(DingTalkBodies.Recall))]
[JsonSerializable(typeof(DingTalkBodies.GroupReadQuery))]
[JsonSerializable(typeof(DingTalkBodies.CardDelivery))]
[JsonSerializable(typeof(DingTalkBodies.CardChange))]
[JsonSerializable(typeof(DingTalkBodies.Todo))]
[JsonSerializable(typeof(DingTalkBodies.TodoChange))]
[JsonSerializable(typeof(DingTalkBodies.StreamRequest))]
[JsonSerializable(typeof(DingTalkBodies.Department))]
[JsonSerializable(typeof(DingTalkBodies.UserPage))]
[JsonSerializable(typeof(DingTalkBodies.User))]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
internal sealed partial class DingTalkJson : JsonSerializerContext;
