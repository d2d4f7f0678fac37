using OpsBot.Core.Changes;

namespace OpsBot.Redis;

/// <summary>Names of keys. Every one begins with the tenant's hash tag, so that all a tenant owns shares one slot.</summary>
internal static class TenantKeys
{
    public static string Tag(TenantId tenant) => "{" + tenant.Value + "}";

    public static string Record(TenantId tenant, RecordKey key) => $"{Tag(tenant)}:record:{key}";

    public static string Index(TenantId tenant, string index) => $"{Tag(tenant)}:index:{index}";

    public static string Message(TenantId tenant, string id) => $"{Tag(tenant)}:message:{id}";

    public static string Subject(TenantId tenant, string subject) => $"{Tag(tenant)}:outbox:subject:{subject}";

    public static string Counts(TenantId tenant, string subject) => $"{Tag(tenant)}:outbox:count:{subject}";

    public static string Digest(TenantId tenant, string recipient) => $"{Tag(tenant)}:outbox:digest:{recipient}";

    public static string Burden(TenantId tenant, string recipient, DateOnly day) => $"{Tag(tenant)}:burden:{recipient}:{day:O}";

    public static string BurdenMonth(TenantId tenant, string month) => $"{Tag(tenant)}:burden:month:{month}";

    public static string Ready(TenantId tenant) => $"{Tag(tenant)}:outbox:ready";

    public static string CertificatePending(TenantId tenant) => $"{Tag(tenant)}:certificate:pending";

    public static string CertificateLog(TenantId tenant) => $"{Tag(tenant)}:certificate:log";

    public static string CertificateHead(TenantId tenant) => $"{Tag(tenant)}:certificate:head";

    public static string DueFaults(TenantId tenant) => $"{Tag(tenant)}:due:faults";

    public static string OutboxFaults(TenantId tenant) => $"{Tag(tenant)}:outbox:faults";

    public static string Due(TenantId tenant) => $"{Tag(tenant)}:due";
}
