using System.Text.Json;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>The first answers of a process come all at once.</summary>
public sealed class WireJsonTests
{
    [Fact]
    public async Task Create_ManyFirstUsesAtOnce_NoneFails()
    {
        Assert.True(WireJson.Options.IsReadOnly);
        for (var round = 0; round < 200; round++)
        {
            var options = WireJson.Create();
            Assert.True(options.IsReadOnly);
            using var start = new Barrier(8);
            var written = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return JsonSerializer.Serialize(new { error = new { code = $"c{i}", message = "发得太快了" } }, options);
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));
            Assert.All(written, w => Assert.Contains("发得太快了", w, StringComparison.Ordinal));
        }
    }
}
