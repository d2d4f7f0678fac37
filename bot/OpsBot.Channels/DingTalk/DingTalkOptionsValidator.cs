using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DingTalk;

/// <summary>Lists every fault at once, before the process serves. Never shows a secret.</summary>
internal sealed class DingTalkOptionsValidator : IValidateOptions<DingTalkOptions>
{
    private static readonly TimeSpan VendorWindow = TimeSpan.FromHours(1);
    private const int MinBytes = 1024;

    public ValidateOptionsResult Validate(string? name, DingTalkOptions options)
    {
        var faults = new List<string>();
        if (options.ClientId.Length == 0)
            faults.Add("DingTalk:ClientId is missing.");
        if (options.ClientSecret.Length == 0)
            faults.Add("DingTalk:ClientSecret is missing; set it beside DingTalk:ClientId.");
        if (!TenantId.TryParse(options.Tenant, out _))
            faults.Add($"DingTalk:Tenant must name a tenant; it is '{options.Tenant}'.");
        foreach (var (setting, address) in new[] { ("ApiBase", options.ApiBase), ("GatewayBase", options.Gateway), ("LegacyBase", options.LegacyBase) })
            if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https"))
                faults.Add($"DingTalk:{setting} must be an absolute http or https address; it is '{address}'.");
        if (options.CallbackWindow <= TimeSpan.Zero || options.CallbackWindow > VendorWindow)
            faults.Add($"DingTalk:CallbackWindow must be above zero and at most {VendorWindow}; it is '{options.CallbackWindow}'.");
        if (options.MaxMessageAge <= TimeSpan.Zero || options.MaxMessageAge >= OnceKey.DefaultKeepFor)
            faults.Add($"DingTalk:MaxMessageAge must be above zero and below {OnceKey.DefaultKeepFor}; it is '{options.MaxMessageAge}'.");
        if (options.MaxBodyBytes < MinBytes || options.MaxTextBytes < MinBytes)
            faults.Add($"DingTalk:MaxBodyBytes and DingTalk:MaxTextBytes must be at least {MinBytes}.");
        if (options.Groups.Any(g => g.ConversationId.Length == 0 || g.UnitId.Length == 0))
            faults.Add("DingTalk:Groups needs ConversationId and UnitId in every entry.");
        if ((options.EventToken is null) != (options.EventAesKey is null) || (options.EventAesKey is { } key && !EventCipher.IsKey(key)))
            faults.Add("DingTalk:EventToken and DingTalk:EventAesKey (43 characters) must be set together.");
        if (options.DirectoryEvery < TimeSpan.FromMinutes(1))
            faults.Add("DingTalk:DirectoryEvery must be at least a minute.");
        if (options.TodosEvery < TimeSpan.FromMinutes(1))
            faults.Add($"DingTalk:TodosEvery must be at least a minute; it is '{options.TodosEvery}'.");
        if (!options.UserPath.StartsWith('/') || options.UserPath.StartsWith("//", StringComparison.Ordinal))
            faults.Add($"DingTalk:UserPath must begin with one '/'; it is '{options.UserPath}'.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
