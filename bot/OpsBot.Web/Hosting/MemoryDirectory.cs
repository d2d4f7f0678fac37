using OpsBot.Core.Changes;
using OpsBot.Core.Organization;

namespace OpsBot.Web.Hosting;

/// <summary>A directory read once from a file.</summary>
internal sealed class MemoryDirectory(DirectorySnapshot snapshot) : IDirectory
{
    public DirectorySnapshot Of(TenantId tenant) => snapshot;
}
