using System.Security.Cryptography;
using OpsBot.Core.Changes;

namespace OpsBot.Web.Hosting;

/// <summary>The operating system's random bytes, fetched for many draws at once; what was given out is not kept.</summary>
internal sealed class SystemEntropy : IEntropySource
{
    private const int DrawLength = 32;
    private const int DrawsAtOnce = 32;

    [ThreadStatic]
    private static byte[]? _fetched;

    [ThreadStatic]
    private static int _left;

    public byte[] Draw()
    {
        var fetched = _fetched ??= new byte[DrawLength * DrawsAtOnce];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(fetched);
            _left = DrawsAtOnce;
        }
        var next = fetched.AsSpan(--_left * DrawLength, DrawLength);
        var drawn = next.ToArray();
        CryptographicOperations.ZeroMemory(next);
        return drawn;
    }
}
