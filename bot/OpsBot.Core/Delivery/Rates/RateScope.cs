namespace OpsBot.Core.Delivery.Rates;

/// <summary>What a published limit counts. All buckets belong to one tenant, as everything in the store does.</summary>
public enum RateScope
{
    /// <summary>All sends of our application through the channel.</summary>
    App,

    /// <summary>All sends of the tenant, whatever the channel.</summary>
    Tenant,

    /// <summary>Sends into one conversation.</summary>
    Conversation,

    /// <summary>Sends into one group: a conversation that is not one person's.</summary>
    Group,

    /// <summary>Sends to one person.</summary>
    Member,
}
