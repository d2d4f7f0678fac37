using OpsBot.Core.Changes;

namespace OpsBot.Core.Certificates;

/// <summary>
/// Anchors the log outside the store at every 64th line. It asks the file what was anchored last, so a crash only makes
/// it write later. When the log no longer agrees with its last anchor, it anchors nothing more and says so.
/// </summary>
public sealed class CertificateAnchorHandler(ICertificateLog log, IAnchorFile file, CertificateKey key, TimeProvider clock)
{
    private const int MostAtOnce = 256;

    /// <summary>False as soon as a log was found that is shorter than, or differs from, its last anchor. For the health page.</summary>
    public bool Agrees { get; private set; } = true;

    /// <summary>Writes the anchors that are missing up to <paramref name="head"/>. False: the log does not agree with its last anchor.</summary>
    public async Task<bool> RunAsync(TenantId tenant, CertificateHead head, CancellationToken cancellationToken)
    {
        var last = file.Last(tenant)?.Head ?? CertificateHead.Start;
        if (!await IsInLogAsync(tenant, last, head, cancellationToken).ConfigureAwait(false))
            return Agrees = false;
        var now = clock.GetUtcNow();
        var missing = new List<CertificateAnchor>();
        for (var at = ((last.Count / CertificateAnchor.Every) + 1) * CertificateAnchor.Every; at <= head.Count && missing.Count < MostAtOnce; at += CertificateAnchor.Every)
            missing.Add(CertificateAnchor.Of(tenant, now, await HeadAtAsync(tenant, at, cancellationToken).ConfigureAwait(false), key));
        if (missing.Count > 0)
            file.Append(tenant, missing);
        return Agrees = true;
    }

    /// <summary>Anchors <paramref name="head"/> itself, for the statement of a day.</summary>
    public CertificateAnchor AnchorDay(TenantId tenant, CertificateHead head)
    {
        var anchor = CertificateAnchor.Of(tenant, clock.GetUtcNow(), head, key);
        file.Append(tenant, [anchor]);
        return anchor;
    }

    private async Task<bool> IsInLogAsync(TenantId tenant, CertificateHead anchored, CertificateHead head, CancellationToken cancellationToken) =>
        anchored.Count == 0 || (anchored.Count <= head.Count && await HeadAtAsync(tenant, anchored.Count, cancellationToken).ConfigureAwait(false) == anchored);

    private async Task<CertificateHead> HeadAtAsync(TenantId tenant, long number, CancellationToken cancellationToken)
    {
        var lines = await log.ReadAsync(tenant, number, 1, cancellationToken).ConfigureAwait(false);
        return new CertificateHead(number, lines.Count == 1 ? CertificateChain.Parse(lines[0])?.Hash ?? "" : "");
    }
}
