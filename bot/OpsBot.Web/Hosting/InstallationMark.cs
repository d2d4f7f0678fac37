using OpsBot.Core.Changes;

namespace OpsBot.Web.Hosting;

/// <summary>What some data belongs to. It lies in the data folder and, for data that lies elsewhere or was moved, among the records.</summary>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Demo">Whether it was made up in a demo; else it is real.</param>
/// <param name="Schema">Shape of the stored JSON.</param>
internal sealed record InstallationMark(string Tenant, bool Demo, int Schema = 1)
{
    public const string Id = "mark";
    public static readonly RecordKind<InstallationMark> Kind = new("installation");
}
