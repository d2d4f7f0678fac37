using OpsBot.Core.Changes;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>The same bytes in every run.</summary>
internal sealed class SeededEntropy : IEntropySource
{
    private readonly Random _random = new(20261123);
    private readonly Lock _lock = new();

    public byte[] Draw()
    {
        var bytes = new byte[32];
        lock (_lock)
            _random.NextBytes(bytes);
        return bytes;
    }
}
