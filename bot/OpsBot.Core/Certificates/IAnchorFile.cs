using OpsBot.Core.Changes;

namespace OpsBot.Core.Certificates;

/// <summary>Keeps anchors outside the store, append-only.</summary>
public interface IAnchorFile
{
    /// <summary>The last whole anchor of a tenant; null when there is none yet.</summary>
    CertificateAnchor? Last(TenantId tenant);

    /// <summary>Appends and flushes to the disk. Throws <see cref="IOException"/> when it cannot.</summary>
    void Append(TenantId tenant, IReadOnlyList<CertificateAnchor> anchors);
}
