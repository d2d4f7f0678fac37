using System.Globalization;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>Which clock a started bot has: the test's in tests, the machine's in the product.</summary>
public sealed class TimeOfDayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Start_ByATest_HasTheTestsTimeOfDayAndKeepsItOverARestart()
    {
        await using var bot = await BotProcess.StartedAsync();
        var first = await NowAsync(bot);
        await bot.KillAsync();
        await bot.StartAsync();
        var second = await NowAsync(bot);

        Assert.InRange(first, BotProcess.Morning, BotProcess.Morning + Patience);
        Assert.InRange(second, first, first + Patience);
    }

    [Fact]
    public async Task Start_InAYearWithoutACalendar_StillAnswers()
    {
        var year = new DateTimeOffset(2031, 3, 5, 9, 30, 0, TimeSpan.FromHours(8));
        await using var bot = new BotProcess { Clock = year };
        await bot.StartAsync();
        var chat = await ChatClient.OpenAsync(bot, "chenmei");

        Assert.NotEqual("", await chat.SayAsync("能不能要求我们装软件？"));

        Assert.InRange(await NowAsync(bot), year, year + Patience);
    }

    [Fact]
    public async Task Start_OfTheProduct_CannotBeMovedByWhatMovesATestsBot()
    {
        await using var bot = new BotProcess { IsProduct = true };
        await bot.StartAsync();

        var machine = TimeProvider.System.GetUtcNow();
        Assert.InRange(await NowAsync(bot), machine - Patience, machine + Patience);
    }

    private static async Task<DateTimeOffset> NowAsync(BotProcess bot) =>
        DateTimeOffset.Parse((string)(await bot.ClockAsync())["now"]!, CultureInfo.InvariantCulture);
}
