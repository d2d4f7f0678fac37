namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>What a signature means to the guard.</summary>
internal enum Admission
{
    /// <summary>Not seen before.</summary>
    First,

    /// <summary>Seen so short ago that WeCom may not have heard the answer.</summary>
    Redelivery,

    /// <summary>Seen too long ago.</summary>
    Replay,
}
