namespace OpsBot.Channels.Capabilities;

/// <summary>What "delivered" means on a channel.</summary>
internal enum DeliveryCertainty
{
    /// <summary>It lies in the conversation, once, and is shown when the person looks.</summary>
    Stored,

    /// <summary>The platform took it. One whose answer was lost is sent again and may show twice.</summary>
    Accepted,

    /// <summary>The platform took it and may drop it without a word; a repeat within its time shows once.</summary>
    AcceptedUnknown,
}
