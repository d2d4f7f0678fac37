using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>
/// Remembers tokens that were verified, since a channel sends the same one for an hour and a signature is the dearest check.
/// Kept are SHA-256 hashes, so that no token lies in memory; only good tokens get in, so nobody can fill it from outside.
/// </summary>
internal sealed class VerifiedTokens
{
    private const int MostKept = 1000;
    private const int LongestOnStack = 2048;
    private readonly ConcurrentDictionary<UInt128, (UInt128 Second, VerifiedToken Token)> _tokens = new();

    /// <summary>The same token, verified before; null: not known.</summary>
    public VerifiedToken? Find(ReadOnlySpan<char> token) =>
        HashOf(token) is { } hash && _tokens.TryGetValue(hash.First, out var known) && known.Second == hash.Second ? known.Token : null;

    public void Add(ReadOnlySpan<char> token, VerifiedToken verified)
    {
        if (HashOf(token) is not { } hash)
            return;
        if (_tokens.Count >= MostKept)
            _tokens.Clear();
        _tokens[hash.First] = (hash.Second, verified);
    }

    // A token has no characters beyond ASCII; what has some was never verified.
    private static (UInt128 First, UInt128 Second)? HashOf(ReadOnlySpan<char> token)
    {
        Span<byte> ascii = token.Length <= LongestOnStack ? stackalloc byte[LongestOnStack] : new byte[token.Length];
        if (Ascii.FromUtf16(token, ascii, out var length) != OperationStatus.Done)
            return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii[..length], hash);
        return (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }
}
