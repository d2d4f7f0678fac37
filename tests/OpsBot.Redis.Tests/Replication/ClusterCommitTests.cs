using OpsBot.TestKit.Contracts;

namespace OpsBot.Redis.Tests.Replication;

/// <summary>What holds for a commit holds on a Cluster, with replicas to wait for.</summary>
public sealed class ClusterCommitTests(ClusterFixture cluster) : CommitContract, IClassFixture<ClusterFixture>
{
    protected override Task<StoreUnderTest> CreateAsync() => Task.FromResult(cluster.Create());
}
