using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Changes;

/// <summary>The certificate log as two lists and a head; see <c>Scripts/shared.lua</c>.</summary>
internal sealed class RedisCertificateLog(RedisConnection connection) : ICertificateLog
{
    private static readonly RedisScript SealScript = RedisScript.Load("seal-certificate");

    public async Task<CertificateHead> HeadAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var fields = (await connection.ReadAsync(["HMGET", TenantKeys.CertificateHead(tenant), "count", "hash"], cancellationToken)).AsArray();
        return fields[0].IsNull ? CertificateHead.Start : new CertificateHead(fields[0].AsInteger(), fields[1].AsText());
    }

    public Task<IReadOnlyList<string>> PendingAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        RangeAsync(TenantKeys.CertificatePending(tenant), 0, take, cancellationToken);

    public async Task<bool> SealAsync(TenantId tenant, CertificateHead expected, IReadOnlyList<string> lines, CertificateHead next, CancellationToken cancellationToken)
    {
        List<RedisArgument> arguments = [expected.Count, expected.Hash, next.Count, next.Hash, lines.Count, .. lines.Select(line => (RedisArgument)line)];
        return (await connection.EvalAsync(SealScript, [TenantKeys.Tag(tenant)], arguments, cancellationToken)).AsInteger() == 1;
    }

    public Task<IReadOnlyList<string>> ReadAsync(TenantId tenant, long from, int take, CancellationToken cancellationToken) =>
        RangeAsync(TenantKeys.CertificateLog(tenant), from - 1, take, cancellationToken);

    private async Task<IReadOnlyList<string>> RangeAsync(string key, long start, int take, CancellationToken cancellationToken)
    {
        var reply = await connection.ReadAsync(["LRANGE", key, start, start + take - 1], cancellationToken);
        return [.. reply.AsArray().Select(line => line.AsText())];
    }
}
