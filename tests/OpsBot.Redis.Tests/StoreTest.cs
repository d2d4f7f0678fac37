using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Redis.Tests;

/// <summary>What the tests of the storage ports share: a tenant of their own for each test, and short ways to write changes.</summary>
public abstract class StoreTest(RedisStoresFixture redis)
{
    protected static readonly DateTimeOffset Morning = new(2026, 1, 5, 8, 30, 0, TimeSpan.FromHours(8));
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private int _attempts;

    protected Stores Stores => redis.Stores;

    protected TenantId Tenant { get; } = TenantId.Parse("t" + Guid.NewGuid().ToString("N")[..12]);

    protected ChangeSet Change(Effects effects, string? attempt = null, string? once = null) => new()
    {
        Tenant = Tenant,
        AttemptId = attempt ?? $"attempt-{Interlocked.Increment(ref _attempts)}",
        Once = once is null ? null : new OnceKey(once, OnceKey.DefaultKeepFor),
        Effects = effects,
    };

    protected Task<CommitOutcome> CommitAsync(Effects effects, string? attempt = null, string? once = null) =>
        Stores.Changes.CommitAsync(Change(effects, attempt, once), CancellationToken.None);

    protected static OutboundMessage Message(string id, string? subject = null, string? conversation = null, DateTimeOffset? notBefore = null) => new()
    {
        Id = id,
        Class = MessageClass.Assignment,
        Content = new MessageContent("泉州 " + id),
        Subject = subject,
        Address = conversation is null ? null : new Address("directline", conversation),
        CreatedAt = Morning,
        NotBefore = notBefore,
    };

    protected static AuditEntry Audit(string action) => new(Morning, "system", action, "message:x");
}
