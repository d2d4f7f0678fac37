using Microsoft.Extensions.DependencyInjection;
using OpsBot.Scheduler;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Scheduler;

public sealed class SchedulerServicesTests
{
    [Fact]
    public void AddOpsBotScheduler_BotClockRegistered_StaysTheBotClock()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);

        services.AddOpsBotScheduler(new SchedulerOptions());

        using var provider = services.BuildServiceProvider();
        Assert.Same(clock, provider.GetRequiredService<TimeProvider>());
    }
}
