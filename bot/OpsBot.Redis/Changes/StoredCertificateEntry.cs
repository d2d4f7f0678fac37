using System.Text.Json;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using StackExchange.Redis;

namespace OpsBot.Redis.Changes;

/// <summary>Entries of the certificate log as they wait for their seal.</summary>
internal static class StoredCertificateEntry
{
    /// <summary>An empty text for none.</summary>
    public static RedisValue ToJson(CertificateEntry? entry) =>
        entry is null ? "" : JsonSerializer.SerializeToUtf8Bytes(entry, StoredJson.Options);

    public static RedisValue ToJson(AuditEntry audit)
    {
        using var line = JsonDocument.Parse(StoredAuditEntry.ToJson(audit));
        return ToJson(new CertificateEntry { At = audit.At, Event = CertificateEvents.Audit, Audit = line.RootElement });
    }
}
