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
        // Whoever can install the bot elsewhere could otherwise talk to it from there.
        return activity.IsTeams && options.ServedTenants.Any() && !options.ServedTenants.Contains(activity.DirectoryId, StringComparer.OrdinalIgnoreCase)
            ? AuthenticationReading.Forbidden("foreign-tenant")
            : null;
    }
}
