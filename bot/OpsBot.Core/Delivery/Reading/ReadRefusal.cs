namespace OpsBot.Core.Delivery.Reading;

/// <summary>Why a platform will not tell whether a message was read.</summary>
public enum ReadRefusal
{
    /// <summary>Anything else, about this message.</summary>
    Other,

    /// <summary>The message is too old to be asked about.</summary>
    TooOld,

    /// <summary>The application may not ask, about this message or any other.</summary>
    NotPermitted,
}
