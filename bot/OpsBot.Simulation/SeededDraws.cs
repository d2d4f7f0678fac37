using OpsBot.Core.Changes;

namespace OpsBot.Simulation;

/// <summary>The same bytes in every run of one seed.</summary>
internal sealed class SeededDraws(Random random) : IEntropySource
{
    public byte[] Draw()
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return bytes;
    }
}
