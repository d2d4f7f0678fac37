namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>
/// The directories whose tokens are believed: Microsoft's own for bots and those of the configuration. A tenant that only
/// the token itself names is never added.
/// </summary>
internal sealed class TrustedIssuers
{
    // Published with the protocol: the directories that issue tokens to multi-tenant bots, public and government cloud.
    private static readonly string[] PublicBotTenants = ["d6d49420-f39b-4df7-a1dc-d59a935871db", "f8cdef31-a31e-4b4a-93e4-5f571e91255a"];
    private const string GovernmentBotTenant = "cab8a31a-1906-4287-a0d8-4eef66b95f6e";
    private readonly Dictionary<string, string> _tenants = new(StringComparer.Ordinal);

    public TrustedIssuers(BotFrameworkOptions options)
    {
        string[] own = [.. options.AllowedTenants.Append(options.AppTenantId ?? "").Where(t => !string.IsNullOrWhiteSpace(t))];
        foreach (var tenant in PublicBotTenants.Concat(own))
        {
            _tenants[$"https://sts.windows.net/{tenant}/"] = tenant;
            _tenants[$"https://login.microsoftonline.com/{tenant}/v2.0"] = tenant;
        }
        foreach (var tenant in own.Append(GovernmentBotTenant))
        {
            _tenants[$"https://sts.windows.net/{tenant}/"] = tenant;
            _tenants[$"https://login.microsoftonline.us/{tenant}/v2.0"] = tenant;
        }
    }

    /// <summary>The directory behind an issuer; null: not believed.</summary>
    public string? TenantOf(string issuer) => _tenants.GetValueOrDefault(issuer);
}
