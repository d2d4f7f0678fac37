using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>What the other side said.</summary>
/// <param name="Status">HTTP status; 0: it was not reached, or there is no token.</param>
/// <param name="Code">Its error code, or our own of a fault of the network; letters, digits, '-' and '.' only.</param>
/// <param name="RetryAfter">What it asked to wait.</param>
/// <param name="Document">What it answered, as it came. Most of it nobody asks for.</param>
internal sealed record ConnectorAnswer(int Status, string? Code, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Document = default)
{
    /// <summary>What it answered, when that is an object.</summary>
    public JsonObject? Body => Document.Length > 0 ? WireJson.ReadObject(Document.Span) : null;

    /// <summary>It took the request.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The id that it gave to what was sent or opened.</summary>
    public string? Id => Body?.Text("id");
}
