using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>
/// Remembers tokens that were verified, since a channel sends the same one for an hour and a signature is the dearest check.
/// Kept are SHA-256 hashes, so that no token lies in memory; only good tokens get in, so nobody can fill it from outside.
/// </summary>
internal sealed class VerifiedTokens
{
    private const int MostKept = 1000;
    private readonly ConcurrentDictionary<UInt128, (UInt128 Second, VerifiedToken Token)> _tokens = new();

    /// <summary>The same token, verified before; null: not known.</summary>
    public VerifiedToken? Find(ReadOnlySpan<char> token)
    {
        var (first, second) = HashOf(token);
        return _tokens.TryGetValue(first, out var known) && known.Second == second ? known.Token : null;
    }

    public void Add(ReadOnlySpan<char> token, VerifiedToken verified)
    {
        if (_tokens.Count >= MostKept)
            _tokens.Clear();
        var (first, second) = HashOf(token);
        _tokens[first] = (second, verified);
    }

    private static (UInt128 First, UInt128 Second) HashOf(ReadOnlySpan<char> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
        return (MemoryMarshal.Read<UInt128>(hash), MemoryMarshal.Read<UInt128>(hash[16..]));
    }
}
