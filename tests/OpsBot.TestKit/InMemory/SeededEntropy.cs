using OpsBot.Core.Changes;

namespace OpsBot.TestKit.InMemory;

/// <summary>The same bytes in every run.</summary>
public sealed class SeededEntropy(int seed = 20261123) : IEntropySource
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();

    public byte[] Draw()
    {
        var bytes = new byte[32];
        lock (_lock)
            _random.NextBytes(bytes);
        return bytes;
    }
}
