using OpsBot.Web.Hosting;
using Xunit;

namespace OpsBot.Core.Tests.Hosting;

public sealed class SystemEntropyTests
{
    [Fact]
    public void Draw_ByManyThreads_NeverGivesTheSameTwice()
    {
        var entropy = new SystemEntropy();

        var drawn = Enumerable.Range(0, 20_000).AsParallel().WithDegreeOfParallelism(8).Select(_ => entropy.Draw()).ToArray();

        Assert.All(drawn, bytes => Assert.Equal(32, bytes.Length));
        Assert.Equal(drawn.Length, drawn.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void Draw_WhatWasGivenOut_IsTheReceiversOwn()
    {
        var entropy = new SystemEntropy();
        var first = entropy.Draw();
        var copy = first.ToArray();
        for (var i = 0; i < 100; i++)
            entropy.Draw();

        Assert.Equal(copy, first);
        Assert.Contains(first, b => b != 0);
    }
}
