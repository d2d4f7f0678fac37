namespace OpsBot.Channels.Shared;

/// <summary>Longest wait for one answer of a messenger that has no setting of its own for it, in real time.</summary>
internal sealed record VendorPatience(TimeSpan Wait)
{
    /// <summary>What is waited unless a test says otherwise.</summary>
    public static readonly VendorPatience Usual = new(TimeSpan.FromSeconds(10));
}
