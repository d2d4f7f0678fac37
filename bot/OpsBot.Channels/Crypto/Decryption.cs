namespace OpsBot.Channels.Crypto;

/// <summary>What an encrypted text turned out to be.</summary>
internal abstract record Decryption
{
    private Decryption()
    {
    }

    /// <summary>Whole, and meant for us.</summary>
    public sealed record Opened(string Message) : Decryption;

    /// <summary>Cut, damaged, or under another key.</summary>
    public sealed record Damaged : Decryption;

    /// <summary>Whole, but addressed to another organisation.</summary>
    public sealed record ForAnother : Decryption;
}
