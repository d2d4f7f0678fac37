using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.TestKit.Contracts;

/// <summary>One implementation of the store's ports, with a tenant that has no data yet.</summary>
/// <param name="Changes">Commits.</param>
/// <param name="Records">Reads what was committed.</param>
/// <param name="Due">Due instants.</param>
/// <param name="Outbox">Messages.</param>
/// <param name="Log">Conversation logs.</param>
/// <param name="Tenant">Fresh in every test; see <see cref="FreshTenant"/>.</param>
/// <param name="CountAuditAsync">How many audit lines a tenant has. No port reads the audit, so each implementation says it its own way.</param>
/// <param name="LoseAsync">Takes a message out of every queue behind the port's back, as a fault would.</param>
/// <param name="Certificates">The certificate log.</param>
public sealed record StoreUnderTest(
    IChangeStore Changes,
    IRecordReader Records,
    IDueQueue Due,
    IOutbox Outbox,
    IActivityLog Log,
    TenantId Tenant,
    Func<TenantId, Task<long>> CountAuditAsync,
    Func<TenantId, string, Task> LoseAsync,
    ICertificateLog Certificates);
