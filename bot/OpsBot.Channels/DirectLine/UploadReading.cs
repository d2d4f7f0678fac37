namespace OpsBot.Channels.DirectLine;

/// <summary>What an upload turned out to be.</summary>
/// <param name="Activity">The activity's bytes; null: the client sent files alone.</param>
/// <param name="Files">The files.</param>
/// <param name="Fault">Set: the upload is refused so, and nothing else counts.</param>
internal sealed record UploadReading(byte[]? Activity, IReadOnlyList<SentFile> Files, UploadFault? Fault)
{
    public static UploadReading Refused(UploadFault fault) => new(null, [], fault);
}
