namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>Why a callback was not taken.</summary>
internal enum CallbackRefusal
{
    /// <summary>A part is missing, damaged, cut or nested too deep.</summary>
    Malformed,

    /// <summary>Not signed with our token.</summary>
    BadSignature,

    /// <summary>Its time is too far from ours.</summary>
    Stale,

    /// <summary>Answered before, too long ago to be a redelivery.</summary>
    Replayed,

    /// <summary>Sealed for another organisation.</summary>
    ForAnother,

    /// <summary>More bytes than a callback may have.</summary>
    TooLarge,
}
