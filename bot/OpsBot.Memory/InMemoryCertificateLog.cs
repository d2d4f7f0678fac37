using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;

namespace OpsBot.Memory;

/// <summary>The certificate log of an <see cref="InMemoryState"/>.</summary>
public sealed class InMemoryCertificateLog(InMemoryState state) : ICertificateLog
{
    public Task<CertificateHead> HeadAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Task.FromResult(state.Do(tenant, data => data.CertificateHead));

    public Task<IReadOnlyList<string>> PendingAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        Task.FromResult(state.Do(tenant, data => (IReadOnlyList<string>)[.. data.CertificatePending.Take(take)]));

    public Task<bool> SealAsync(TenantId tenant, CertificateHead expected, IReadOnlyList<string> lines, CertificateHead next, CancellationToken cancellationToken) =>
        Task.FromResult(state.Do(tenant, data =>
        {
            if (data.CertificateHead != expected)
                return false;
            data.CertificatePending.RemoveRange(0, lines.Count);
            data.CertificateLog.AddRange(lines);
            data.CertificateHead = next;
            return true;
        }));

    public Task<IReadOnlyList<string>> ReadAsync(TenantId tenant, long from, int take, CancellationToken cancellationToken) =>
        Task.FromResult(state.Do(tenant, data => (IReadOnlyList<string>)[.. data.CertificateLog.Skip((int)from - 1).Take(take)]));
}
