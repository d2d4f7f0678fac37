using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpsBot.Core.Certificates;

/// <summary>
/// One thing that happened to a message, to an override, or by a person's act, as it enters the certificate log. Ids and
/// codes only: never content, names or tokens. Answers to a person's own act name no recipient, and plain replies are not
/// logged at all: the log is kept for long and must not tell who talked to the bot when.
/// </summary>
public sealed record CertificateEntry
{
    /// <summary>When, as judged by the gate; null until the log is sealed when the store did not know it.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The same in milliseconds since 1970, where a script wrote the entry; gone once it is sealed.</summary>
    public long? AtMs { get; init; }

    /// <summary>See <see cref="CertificateEvents"/>.</summary>
    public required string Event { get; init; }

    /// <summary>Id of the message.</summary>
    public string? Message { get; init; }

    /// <summary>Class of the message, as stored.</summary>
    public string? Class { get; init; }

    /// <summary>Person id of the recipient of unasked messages.</summary>
    public string? To { get; init; }

    /// <summary>A code.</summary>
    public string? Reason { get; init; }

    /// <summary>The recipient's hours at that moment, from which anybody can recompute whether it was outside.</summary>
    public CertificateWindow? Window { get; init; }

    /// <summary>The override by which it passed, or that was decided on.</summary>
    public OverrideMark? Override { get; init; }

    /// <summary>A line of the audit, as it stands there.</summary>
    public JsonElement? Audit { get; init; }

    /// <summary>The paper that was imported.</summary>
    public CalendarMark? Calendar { get; init; }

    /// <summary>A statement over earlier lines.</summary>
    public JsonElement? Statement { get; init; }

    /// <summary>Fields of a later version; they stay part of the line.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More { get; init; }
}
