namespace OpsBot.Channels.DirectLine;

/// <summary>Why an upload is refused.</summary>
internal enum UploadFault
{
    /// <summary>Cut off, without a file and an activity, or no multipart at all.</summary>
    Malformed,

    /// <summary>The activity is larger than a posted one may be.</summary>
    ActivityTooLarge,

    /// <summary>A file is too large.</summary>
    FileTooLarge,

    /// <summary>Too many files.</summary>
    TooManyFiles,

    /// <summary>A file of a kind that is not taken.</summary>
    TypeNotTaken,
}
