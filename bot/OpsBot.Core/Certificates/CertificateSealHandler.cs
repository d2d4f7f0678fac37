using OpsBot.Core.Changes;

namespace OpsBot.Core.Certificates;

/// <summary>
/// Chains what is pending. A transition writes its entry in its own script, where only SHA-1 is to be had and where all
/// workers would wait for one chain; so the chain is made here, a moment later. A crash before the seal leaves the entries
/// pending, after it they are sealed; two sealers are told apart by the head.
/// </summary>
public sealed class CertificateSealHandler(ICertificateLog log, TimeProvider clock)
{
    private const int Batch = 500;

    /// <summary>Seals until nothing is pending. Returns the head.</summary>
    public async Task<CertificateHead> RunAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = await log.HeadAsync(tenant, cancellationToken).ConfigureAwait(false);
            var pending = await log.PendingAsync(tenant, Batch, cancellationToken).ConfigureAwait(false);
            if (pending.Count == 0)
                return head;
            var (lines, next) = CertificateChain.Seal(head, pending, clock.GetUtcNow());
            // When another process was faster, the next round sees its head.
            await log.SealAsync(tenant, head, lines, next, cancellationToken).ConfigureAwait(false);
        }
    }
}
