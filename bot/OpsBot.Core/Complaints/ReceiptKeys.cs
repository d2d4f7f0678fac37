using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Core.Complaints;

/// <summary>Keyed hashes under which receipts and tries are stored, so that a copy of the store leads nobody to them.</summary>
public sealed class ReceiptKeys
{
    private readonly byte[] _secret;

    /// <param name="secret">At least 16 bytes, the same in all processes; with another secret old receipts are unknown.</param>
    public ReceiptKeys(byte[] secret)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(secret.Length, 16);
        _secret = [.. secret];
    }

    /// <summary>The record id of a receipt's 16 digits.</summary>
    public string IdOf(string digits) => Hash("receipt/" + digits);

    /// <summary>The record id of a conversation's wrong tries.</summary>
    public string TriesIdOf(string conversation) => Hash("tries/" + conversation);

    private string Hash(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(text)));
}
