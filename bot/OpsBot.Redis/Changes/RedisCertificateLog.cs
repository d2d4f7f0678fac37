using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using StackExchange.Redis;

namespace OpsBot.Redis.Changes;

/// <summary>The certificate log as two lists and a head; see <c>Scripts/shared.lua</c>.</summary>
internal sealed class RedisCertificateLog(RedisConnection connection) : ICertificateLog
{
    private static readonly RedisScript SealScript = RedisScript.Load("seal-certificate");

    public async Task<CertificateHead> HeadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var fields = await connection.ReadAsync(
            db => db.HashGetAsync(TenantKeys.CertificateHead(tenant), ["count", "hash"], RedisConnection.OnPrimary), cancellationToken);
        return fields[0].IsNull ? CertificateHead.Start : new CertificateHead((long)fields[0], fields[1]!);
    }

    public Task<IReadOnlyList<string>> PendingAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        RangeAsync(TenantKeys.CertificatePending(tenant), 0, take, cancellationToken);

    public async Task<bool> SealAsync(TenantId tenant, CertificateHead expected, IReadOnlyList<string> lines, CertificateHead next, CancellationToken cancellationToken)
    {
        RedisValue[] arguments = [expected.Count, expected.Hash, next.Count, next.Hash, lines.Count, .. lines.Select(line => (RedisValue)line)];
        // An anchor is written from it outside Redis, so it must not be lost with a server.
        return (long)await connection.CommitAsync(SealScript, TenantKeys.Tag(tenant), arguments, cancellationToken) == 1;
    }

    public Task<IReadOnlyList<string>> ReadAsync(TenantId tenant, long from, int take, CancellationToken cancellationToken) =>
        RangeAsync(TenantKeys.CertificateLog(tenant), from - 1, take, cancellationToken);

    private async Task<IReadOnlyList<string>> RangeAsync(string key, long start, int take, CancellationToken cancellationToken)
    {
        var lines = await connection.ReadAsync(db => db.ListRangeAsync(key, start, start + take - 1, RedisConnection.OnPrimary), cancellationToken);
        return [.. lines.Select(line => (string)line!)];
    }
}
