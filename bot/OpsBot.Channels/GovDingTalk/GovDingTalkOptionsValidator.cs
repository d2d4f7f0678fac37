using System.Net;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.GovDingTalk;

/// <summary>Lists every fault at once, before the process serves. Never shows a secret.</summary>
internal sealed class GovDingTalkOptionsValidator : IValidateOptions<GovDingTalkOptions>
{
    private const int MinBytes = 1024;
    private const int MinTokenLength = 16;

    public ValidateOptionsResult Validate(string? name, GovDingTalkOptions options)
    {
        var faults = new List<string>();
        if (options.AppKey.Length == 0)
            faults.Add("GovDingTalk:AppKey is missing.");
        if (options.AppSecret.Length == 0)
            faults.Add("GovDingTalk:AppSecret is missing; set it beside GovDingTalk:AppKey.");
        if (options.TenantId.Length == 0)
            faults.Add("GovDingTalk:TenantId is missing; it is the platform's tenant number.");
        if (!Core.Changes.TenantId.TryParse(options.Tenant, out _))
            faults.Add($"GovDingTalk:Tenant must name a tenant; it is '{options.Tenant}'.");
        if (!options.ApiBase.IsAbsoluteUri || options.ApiBase.Scheme is not ("http" or "https"))
            faults.Add($"GovDingTalk:ApiBase must be an absolute http or https address; it is '{options.ApiBase}'.");
        foreach (var path in new[] { options.TokenPath, options.PersonPath, options.GroupPath, options.NotificationPath, options.RevokePath })
            if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal))
                faults.Add($"GovDingTalk: a path must begin with one '/'; '{path}' does not.");
        if (options.InboundToken is { Length: > 0 and < MinTokenLength })
            faults.Add($"GovDingTalk:InboundToken must have at least {MinTokenLength} characters.");
        if (options.InboundAddresses.Any(a => !IPAddress.TryParse(a, out _)))
            faults.Add("GovDingTalk:InboundAddresses must be IP addresses.");
        if (options.CallbackWindow <= TimeSpan.Zero || options.CallbackWindow > TimeSpan.FromHours(1))
            faults.Add($"GovDingTalk:CallbackWindow must be above zero and at most an hour; it is '{options.CallbackWindow}'.");
        if (options.MaxMessageAge <= TimeSpan.Zero || options.MaxMessageAge >= OnceKey.DefaultKeepFor)
            faults.Add($"GovDingTalk:MaxMessageAge must be above zero and below {OnceKey.DefaultKeepFor}; it is '{options.MaxMessageAge}'.");
        if (options.MaxBodyBytes < MinBytes || options.MaxTextBytes < MinBytes)
            faults.Add($"GovDingTalk:MaxBodyBytes and GovDingTalk:MaxTextBytes must be at least {MinBytes}.");
        if (options.Groups.Any(g => g.ConversationId.Length == 0 || g.UnitId.Length == 0))
            faults.Add("GovDingTalk:Groups needs ConversationId and UnitId in every entry.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
