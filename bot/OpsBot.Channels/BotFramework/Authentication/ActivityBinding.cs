using OpsBot.Channels.BotFramework.Inbound;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>Holds an activity to the token that came with it. Pure.</summary>
internal static class ActivityBinding
{
    /// <summary>Null when they belong together; otherwise the refusal.</summary>
    public static AuthenticationReading? Refuse(Caller caller, InboundActivity activity, BotFrameworkOptions options)
    {
        // Byte for byte: the token must have been issued for exactly the address that gets our own token.
        if (caller.Family == TokenFamily.Channel && caller.ServiceUrl != activity.ServiceUrl)
            return AuthenticationReading.Unauthorized("service-url");
        if (caller.Endorsements.Count > 0 && !caller.Endorsements.Contains(activity.ChannelId, StringComparer.Ordinal))
            return AuthenticationReading.Forbidden("not-endorsed");
        return IsForeign(activity, options) ? AuthenticationReading.Forbidden("foreign-tenant") : null;
    }

    // Whoever can install the bot elsewhere could otherwise talk to it from there.
    private static bool IsForeign(InboundActivity activity, BotFrameworkOptions options)
    {
        if (activity.ChannelId != InboundActivity.TeamsChannelId)
            return false;
        var served = options.AllowedTenants.Append(options.AppTenantId ?? "").Where(t => t.Length > 0).ToArray();
        return served.Length > 0 && !served.Contains(activity.TenantId, StringComparer.OrdinalIgnoreCase);
    }
}
