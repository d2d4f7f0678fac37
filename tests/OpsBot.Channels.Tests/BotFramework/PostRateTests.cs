using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework;
using OpsBot.Channels.BotFramework.Inbound;
using OpsBot.Core.Changes;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Channels.Tests.BotFramework;

public sealed class PostRateTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Take_BurstSpent_RefusesThisConversationOnly()
    {
        var rate = Rate();

        Assert.Equal(3, Taken(rate, "a", 10));
        Assert.Equal(3, Taken(rate, "b", 10));
    }

    [Fact]
    public void Take_AfterAPause_GivesWhatTheTimeBrought()
    {
        var rate = Rate();
        Taken(rate, "a", 10);

        _clock.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(0, Taken(rate, "a", 10));
        _clock.Advance(TimeSpan.FromMilliseconds(600));
        Assert.Equal(2, Taken(rate, "a", 10));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, Taken(rate, "a", 10));
    }

    [Fact]
    public void Take_ClockSetBack_GivesNothingExtra()
    {
        var rate = Rate();
        Taken(rate, "a", 10);

        _clock.MoveBackTo(_clock.Now.AddHours(-1));

        Assert.Equal(0, Taken(rate, "a", 10));
    }

    [Fact]
    public void Take_ManyOtherConversations_ForgetsNoSpentBurst()
    {
        var rate = Rate();
        Taken(rate, "a", 10);

        for (var i = 0; i < 25_000; i++)
            Assert.True(rate.Take($"other-{i}"));

        Assert.Equal(0, Taken(rate, "a", 10));
    }

    [Fact]
    public void Take_ByManyThreads_GivesTheBurstOnce()
    {
        var rate = Rate();
        var taken = 0;

        Parallel.For(0, 50_000, i =>
        {
            rate.Take($"other-{i}");
            if (rate.Take("a"))
                Interlocked.Increment(ref taken);
        });

        Assert.Equal(3, taken);
    }

    private static int Taken(PostRate rate, string conversation, int asked) => Enumerable.Range(0, asked).Count(_ => rate.Take(conversation));

    private PostRate Rate() => new(Options.Create(new BotFrameworkOptions { PostBurst = 3, PostsPerSecond = 2 }), new MachineClock(_clock));
}
