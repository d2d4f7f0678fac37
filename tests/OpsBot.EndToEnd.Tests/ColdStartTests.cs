using System.Diagnostics;
using System.Net;
using OpsBot.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace OpsBot.EndToEnd.Tests;

/// <summary>
/// Fresh processes that are met by many connections at once, the moment they say that they are ready.
/// <c>OPSBOT_COLD_STARTS</c> sets how many.
/// </summary>
public sealed class ColdStartTests(ITestOutputHelper output)
{
    private const int Connections = 64;
    private const int TurnsEach = 5;
    private static readonly string[] People = ["chenmei", "liuqiang", "yangli", "guotao", "xiejing", "hanbo", "dongxue", "fanglin"];

    // Against a hang, not a measure of speed.
    private static readonly TimeSpan TurnLimit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Ready_ManyConnectionsAtOnce_EveryTurnAcknowledgedAndAnswered()
    {
        var starts = RunSize.Of("OPSBOT_COLD_STARTS", 3);
        var slowest = TimeSpan.Zero;
        for (var start = 0; start < starts; start++)
        {
            await using var bot = new BotProcess();
            bot.Launch();
            await bot.ReadyAsync();
            try
            {
                var taken = await Task.WhenAll(Enumerable.Range(0, Connections).Select(n => TalkAsync(bot, n)));
                slowest = taken.Append(slowest).Max();
            }
            finally
            {
                Assert.Equal(0, await bot.StopAsync());
                // What the bot says of a failed turn tells more than its status.
                Assert.True(!bot.Errors.Contains(" ERR] ", StringComparison.Ordinal), bot.Errors);
            }
        }
        output.WriteLine($"cold starts {starts}, connections {Connections} each, turns {starts * Connections * TurnsEach}, failed 0, slowest turn {slowest.TotalMilliseconds:F0} ms");
    }

    /// <summary>The longest that a turn took from the post to its acknowledgement.</summary>
    private static async Task<TimeSpan> TalkAsync(BotProcess bot, int number)
    {
        var slowest = TimeSpan.Zero;
        var chat = await ChatClient.OpenAsync(bot, People[number % People.Length], isFresh: true).WaitAsync(TurnLimit);
        for (var turn = 0; turn < TurnsEach; turn++)
        {
            var id = $"{number}-{turn}";
            var started = Stopwatch.StartNew();
            using var posted = await chat.TryPostAsync(turn % 2 == 0 ? "帮助" : "县里晚上十点派活合规吗", id).WaitAsync(TurnLimit);
            Assert.True(posted.StatusCode == HttpStatusCode.OK, $"Turn {id} got {(int)posted.StatusCode}.");
            chat.Accepted.Add(id);
            if (started.Elapsed > slowest)
                slowest = started.Elapsed;
        }
        foreach (var id in chat.Accepted)
            await chat.AnswerToAsync(id);
        chat.AssertEachOnce();
        return slowest;
    }
}
