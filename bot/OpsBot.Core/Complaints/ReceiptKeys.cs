using OpsBot.Core.Changes;

namespace OpsBot.Core.Complaints;

/// <summary>Keyed hashes under which receipts and tries are stored, so that a copy of the store leads nobody to them.</summary>
/// <param name="secret">At least 16 bytes, the same in all processes; with another secret old receipts are unknown.</param>
public sealed class ReceiptKeys(byte[] secret)
{
    private readonly KeyedHash _hash = new(secret);

    /// <summary>The record id of a receipt's 16 digits.</summary>
    public string IdOf(string digits) => _hash.Of("receipt/" + digits);

    /// <summary>The record id of a conversation's wrong tries.</summary>
    public string TriesIdOf(string conversation) => _hash.Of("tries/" + conversation);
}
