using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.Tests.DirectLine;

public sealed class TokenRushTests
{
    [Fact]
    public async Task Tokens_FirstUsedByManyAtOnce_AreAllGood()
    {
        var tenant = TenantId.Parse("rush");
        for (var start = 0; start < 200; start++)
        {
            var options = new DirectLineOptions { SigningKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };
            var tokens = new DirectLineTokens(Options.Create(options), new MachineClock(TimeProvider.System));
            using var gate = new ManualResetEventSlim();

            var uses = Enumerable.Range(0, 32).Select(user => Task.Run(async () =>
            {
                gate.Wait();
                var token = tokens.Issue(tenant, $"c{user}", $"u{user}");
                return await tokens.ReadAsync(token);
            })).ToArray();
            gate.Set();

            foreach (var reading in await Task.WhenAll(uses))
                Assert.NotNull(reading.Principal);
        }
    }
}
