using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DirectLine;

/// <summary>Reads a conversation's log as activity sets.</summary>
internal sealed class ActivityPages(IActivityLog log, DirectLineTokens tokens, IOptions<DirectLineOptions> options)
{
    // Web Chat orders by this number where it is given, else by timestamps, which a moved clock may shuffle.
    private const string OrderField = "webchat:sequence-id";

    /// <summary>The entries after <paramref name="after"/>, at most a page. Files get an address that only this conversation can open.</summary>
    /// <param name="who">Whose conversation.</param>
    /// <param name="address">The conversation's absolute address, as this client reaches it.</param>
    /// <param name="after">The client's watermark.</param>
    /// <param name="cancellationToken">The client left.</param>
    public async Task<ActivityPage> ReadAsync(DirectLinePrincipal who, string address, long after, CancellationToken cancellationToken)
    {
        var entries = await log.ReadAsync(who.Tenant, who.ConversationId, after, options.Value.PageSize, cancellationToken).ConfigureAwait(false);
        var last = entries.Count > 0 ? entries[^1].Number : after;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = WireJson.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteStartArray("activities");
            foreach (var entry in entries)
                WithFiles(Numbered(entry), who, address).WriteTo(json);
            json.WriteEndArray();
            json.WriteString("watermark", last.ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }
        return new ActivityPage(bytes.WrittenSpan.ToArray(), entries.Count, last);
    }

    /// <summary>A client's watermark; clients also send an empty one, <c>-</c> or nothing, and mean the beginning.</summary>
    public static long ReadWatermark(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private JsonObject WithFiles(JsonObject activity, DirectLinePrincipal who, string address)
    {
        foreach (var attachment in (activity["attachments"] as JsonArray)?.OfType<JsonObject>() ?? [])
            if (attachment.Text("contentUrl") is { } stored && stored.StartsWith(ActivityWriter.FileScheme, StringComparison.Ordinal))
                attachment["contentUrl"] = $"{address}/files/{stored[ActivityWriter.FileScheme.Length..]}?t={tokens.IssueFile(who)}";
        return activity;
    }

    private static JsonObject Numbered(LogEntry entry)
    {
        var activity = JsonNode.Parse(entry.Json)?.AsObject() ?? throw new JsonException($"Log entry {entry.EntryId} is empty.");
        if (activity["channelData"] is not JsonObject channelData)
            activity["channelData"] = channelData = [];
        channelData[OrderField] = entry.Number;
        return activity;
    }
}
