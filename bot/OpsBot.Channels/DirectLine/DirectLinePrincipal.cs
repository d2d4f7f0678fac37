using OpsBot.Core.Changes;

namespace OpsBot.Channels.DirectLine;

/// <summary>Who a token speaks for. The user in it overrides whatever a client writes into its activities.</summary>
/// <param name="Tenant">Whose bot.</param>
/// <param name="ConversationId">The one conversation it opens.</param>
/// <param name="UserId">The person's account on this channel.</param>
/// <param name="Name">How the person is shown; may be null.</param>
/// <param name="Origins">Pages that may use it; empty: any.</param>
internal sealed record DirectLinePrincipal(TenantId Tenant, string ConversationId, string UserId, string? Name, IReadOnlyList<string> Origins)
{
    /// <summary>Came through the public entrance: nobody knows who it is.</summary>
    public bool IsAnonymous { get; init; }
}
