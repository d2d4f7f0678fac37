namespace OpsBot.Core.Certificates;

/// <summary>Where the chain ends.</summary>
/// <param name="Count">Number of the last line; 0 for an empty log.</param>
/// <param name="Hash">Its hash, 64 hex digits.</param>
public sealed record CertificateHead(long Count, string Hash)
{
    /// <summary>Before the first line.</summary>
    public static CertificateHead Start { get; } = new(0, new string('0', 64));
}
