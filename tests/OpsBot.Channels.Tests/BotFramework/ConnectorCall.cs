using System.Text.Json.Nodes;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>One request to the connector.</summary>
internal sealed record ConnectorCall(string Method, string Target, string Authorization, string ConversationHeader, JsonObject? Body);
