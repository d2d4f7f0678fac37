namespace OpsBot.Web.Hosting;

/// <summary>What the serve verb was told.</summary>
/// <param name="Urls">Addresses to listen on.</param>
/// <param name="DataDirectory">Where its Redis and its keys live; survives restarts.</param>
/// <param name="PacksDirectory">Where the rule packs lie.</param>
/// <param name="Role">Which part this process plays.</param>
/// <param name="Tenant">Whose bot this is.</param>
/// <param name="DemoOpenToNetwork">A demo may listen to other machines.</param>
public sealed record ServeOptions(string Urls, string DataDirectory, string? PacksDirectory, ProcessRole Role, string Tenant, bool DemoOpenToNetwork = false);
