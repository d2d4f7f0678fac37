using OpsBot.Core.Changes;

namespace OpsBot.Core.Certificates;

/// <summary>
/// The log of a tenant. Entries are put into it by the scripts of the change store and the outbox, in the same step as what
/// they tell; here they are only numbered, chained and read.
/// </summary>
public interface ICertificateLog
{
    /// <summary>The end of the chain.</summary>
    Task<CertificateHead> HeadAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>The oldest entries that are not sealed yet, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<string>> PendingAsync(TenantId tenant, int take, CancellationToken cancellationToken);

    /// <summary>
    /// Puts <paramref name="lines"/> in the place of as many pending entries, in one script. False: the head is another one
    /// (another process sealed) and nothing changed.
    /// </summary>
    Task<bool> SealAsync(TenantId tenant, CertificateHead expected, IReadOnlyList<string> lines, CertificateHead next, CancellationToken cancellationToken);

    /// <summary>Sealed lines from number <paramref name="from"/> on, at most <paramref name="take"/>.</summary>
    Task<IReadOnlyList<string>> ReadAsync(TenantId tenant, long from, int take, CancellationToken cancellationToken);
}
