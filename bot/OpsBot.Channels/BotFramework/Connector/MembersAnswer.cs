using System.Text.Json.Nodes;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>The people of a conversation, or why they could not be read to the end.</summary>
/// <param name="Members">Those that were read.</param>
/// <param name="Fault">Null: all of them were.</param>
internal sealed record MembersAnswer(IReadOnlyList<JsonObject> Members, ConnectorAnswer? Fault);
