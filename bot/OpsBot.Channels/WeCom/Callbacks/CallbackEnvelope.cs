using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>The sealed body of a callback.</summary>
/// <param name="Encrypt">The sealed text.</param>
/// <param name="IsRobot">JSON, as an intelligent robot sends it; else XML, as an application does.</param>
internal sealed record CallbackEnvelope(string Encrypt, bool IsRobot)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when it is neither of both.</summary>
    public static CallbackEnvelope? Read(byte[] body)
    {
        var text = body.AsSpan();
        if (text.StartsWith(Encoding.UTF8.Preamble))
            text = text[3..];
        text = text.TrimStart(" \t\r\n"u8);
        if (text.IsEmpty)
            return null;
        return text[0] == (byte)'{' ? OfJson(text) : OfXml(text);
    }

    private static CallbackEnvelope? OfJson(ReadOnlySpan<byte> utf8) =>
        WireJson.ReadObject(utf8) is JsonObject body && body.Text("encrypt") is { } encrypt ? new CallbackEnvelope(encrypt, true) : null;

    private static CallbackEnvelope? OfXml(ReadOnlySpan<byte> utf8)
    {
        string xml;
        try
        {
            xml = Strict.GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
        return SafeXml.Read(xml, utf8.Length)?.GetValueOrDefault("Encrypt") is { Length: > 0 } encrypt ? new CallbackEnvelope(encrypt, false) : null;
    }
}
