using OpsBot.Core.Changes;

namespace OpsBot.Core.Organization;

/// <summary>Gives the organisation as it is known now.</summary>
public interface IDirectory
{
    /// <summary>The snapshot of a tenant; cheap, held in memory.</summary>
    DirectorySnapshot Of(TenantId tenant);
}
