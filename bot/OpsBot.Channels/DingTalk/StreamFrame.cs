using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.DingTalk;

/// <summary>One frame that the gateway pushed.</summary>
/// <param name="Type">SYSTEM, EVENT or CALLBACK.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="MessageId">To be acknowledged.</param>
/// <param name="EventType">Of an event.</param>
/// <param name="Data">The payload; null when it is no JSON object.</param>
internal sealed record StreamFrame(string Type, string Topic, string MessageId, string? EventType, JsonObject? Data)
{
    private const int MaxIdLength = 256;

    /// <summary>The frame, or null when it cannot be read or acknowledged.</summary>
    public static StreamFrame? Read(ReadOnlySpan<byte> utf8)
    {
        if (WireJson.ReadObject(utf8) is not { } frame || frame["headers"] is not JsonObject headers)
            return null;
        if (frame.Text("type") is not { } type || headers.Text("topic") is not { } topic || headers.Text("messageId") is not { Length: <= MaxIdLength } id)
            return null;
        var data = frame.Text("data") is { } text ? WireJson.ReadObject(Encoding.UTF8.GetBytes(text)) : null;
        return new StreamFrame(type, topic, id, headers.Text("eventType"), data);
    }

    /// <summary>The acknowledgement.</summary>
    public byte[] Acknowledge(int code, JsonObject data) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["code"] = code,
        ["message"] = code == 200 ? "OK" : "not taken",
        ["headers"] = new JsonObject { ["contentType"] = "application/json", ["messageId"] = MessageId },
        ["data"] = JsonSerializer.Serialize(data, WireJson.Options),
    }, WireJson.Options);
}
