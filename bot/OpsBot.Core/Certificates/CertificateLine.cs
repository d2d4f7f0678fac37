namespace OpsBot.Core.Certificates;

/// <summary>A sealed line.</summary>
/// <param name="Number">From 1.</param>
/// <param name="At">When it happened; lines of several processes may stand a moment out of order.</param>
/// <param name="Entry">What happened.</param>
/// <param name="Hash">Hash of this line.</param>
public sealed record CertificateLine(long Number, DateTimeOffset At, CertificateEntry Entry, string Hash);
