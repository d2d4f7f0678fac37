using System.Text.Json;
using OpsBot.Core.Changes;

namespace OpsBot.Redis.Changes;

/// <summary>An audit line as stored: the line with its schema number. Fields are only ever added.</summary>
internal sealed record StoredAuditEntry(int Schema, DateTimeOffset At, string Actor, string Action, string Subject, string? Detail)
{
    public static byte[] ToJson(AuditEntry entry) => JsonSerializer.SerializeToUtf8Bytes(
        new StoredAuditEntry(1, entry.At, entry.Actor, entry.Action, entry.Subject, entry.Detail), StoredJson.Options);
}
