using System.Text.Json.Serialization;

namespace OpsBot.Channels.DirectLine;

/// <summary>What a client needs to go on with a conversation.</summary>
internal sealed record ConversationAnswer(
    string ConversationId,
    string Token,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    string? StreamUrl = null);
