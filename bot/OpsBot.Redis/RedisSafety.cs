using System.Globalization;

namespace OpsBot.Redis;

/// <summary>What was found about a Redis that is not ours.</summary>
/// <param name="Faults">Why it would lose records for certain; each says what to set.</param>
/// <param name="PowerCutRisks">Why a power cut would lose some; each says what to set, or how to accept it.</param>
/// <param name="HasClusterReplicas">It is a Cluster in which replicas take over.</param>
/// <param name="FewestReplicas">Replicas that the primary with the fewest of them has now.</param>
internal sealed record RedisSafety(IReadOnlyList<string> Faults, IReadOnlyList<string> PowerCutRisks, bool HasClusterReplicas, int FewestReplicas)
{
    /// <summary>Why OpsBot does not start with it under these settings; empty when it does.</summary>
    public IReadOnlyList<string> Refusals(RedisOptions options, bool bySentinel)
    {
        List<string> refusals = [.. Faults];
        if (!options.AcceptLossOnPowerCut)
            refusals.AddRange(PowerCutRisks);
        if ((bySentinel || HasClusterReplicas) && options.ReplicasToWaitFor == 0)
            refusals.Add("Redis:ReplicasToWaitFor is 0: a fail-over to a replica would lose receipts that people have read. Set it to 1, or leave it out.");
        return refusals;
    }

    /// <summary>Replicas that a commit waits for under these settings.</summary>
    public int ReplicasToWaitFor(RedisOptions options, bool bySentinel) => options.ReplicasToWaitFor ?? (bySentinel || HasClusterReplicas ? 1 : 0);

    /// <summary>Why no commit would count at this moment; null when it would.</summary>
    public string? MissingReplicas(int needed) => FewestReplicas >= needed ? null : string.Create(
        CultureInfo.InvariantCulture, $"A primary has {FewestReplicas} of the {needed} replicas that must have a commit before it counts.");
}
