using OpsBot.EndToEnd.Tests.Harness;
using OpsBot.TestKit;

namespace OpsBot.EndToEnd.Tests.Crash;

/// <summary>Kills the bot and its redis-server at random moments, as <c>kill -9</c> does, and brings the bot back.</summary>
internal sealed class Killer(BotProcess bot, int seed)
{
    private readonly Random _random = new(seed);

    public int BotKills { get; private set; }

    /// <summary>Those of <see cref="BotKills"/> that met the bot before it was ready.</summary>
    public int KillsWhileStarting { get; private set; }

    public int RedisKills { get; private set; }

    /// <param name="botKills">How often to kill the bot.</param>
    /// <param name="redisKills">How often to kill its redis-server.</param>
    /// <param name="longestPauseMilliseconds">Longest time of peace between two.</param>
    /// <param name="check">Runs after each, when the bot is ready again.</param>
    public async Task RunAsync(int botKills, int redisKills, int longestPauseMilliseconds, Func<Task> check)
    {
        bool[] order = [.. Enumerable.Repeat(true, botKills), .. Enumerable.Repeat(false, redisKills)];
        _random.Shuffle(order);
        for (var i = 0; i < order.Length; i++)
        {
            await Task.Delay(_random.Next(longestPauseMilliseconds));
            if (!order[i])
            {
                await KillRedisAsync();
            }
            else
            {
                var again = i + 1 < order.Length && order[i + 1] && _random.Next(4) == 0;
                await KillBotAsync(again);
                if (again)
                    i++;
            }
            await check();
        }
    }

    private async Task KillBotAsync(bool andWhileStarting)
    {
        await bot.KillAsync();
        BotKills++;
        bot.Launch();
        if (andWhileStarting)
        {
            await Task.Delay(_random.Next(1500));
            await bot.KillAsync();
            BotKills++;
            KillsWhileStarting++;
            bot.Launch();
        }
        await bot.ReadyAsync();
    }

    private async Task KillRedisAsync()
    {
        var killed = Assert.Single(bot.RedisProcessIds());
        BotProcess.Signal(killed, "KILL");
        RedisKills++;
        await Eventually.TrueAsync(() => bot.RedisProcessIds() is [var fresh] && fresh != killed, "the bot starts its redis-server again");
        await bot.ReadyAsync();
    }
}
