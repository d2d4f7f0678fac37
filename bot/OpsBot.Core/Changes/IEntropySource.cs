namespace OpsBot.Core.Changes;

/// <summary>Random bytes for ids and receipts; seeded in tests.</summary>
public interface IEntropySource
{
    /// <summary>32 fresh bytes.</summary>
    byte[] Draw();
}
