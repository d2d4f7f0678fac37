using System.Diagnostics;
using System.Text.RegularExpressions;
using OpsBot.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace OpsBot.EndToEnd.Tests.Crash;

/// <summary>
/// The bot and its redis-server are killed again and again while people talk with the bot, and nothing that anybody was
/// told may be lost, doubled or sent at night. <c>OPSBOT_BOT_KILLS</c>, <c>OPSBOT_REDIS_KILLS</c> and <c>OPSBOT_SEED</c>
/// set the size.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int LongestPauseMilliseconds = 800;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Cadres = ["chenmei", "liuqiang", "yangli", "guotao", "xiejing", "hanbo"];
    private static readonly string[] Recipients = ["zhouwei", "sunyi", "lujian"];
    private readonly CrashLedger _ledger = new();

    [Fact]
    public async Task Conversations_BotAndRedisKilledAtAnyPoint_NothingLostDoubledOrSentAtNight()
    {
        var botKills = RunSize.Of("OPSBOT_BOT_KILLS", 6);
        var redisKills = RunSize.Of("OPSBOT_REDIS_KILLS", 3);
        var seed = RunSize.Of("OPSBOT_SEED", 20261122);
        var killsInTheMorning = Math.Max(1, botKills / 10);

        await using var bot = await BotProcess.StartedAsync();
        var opening = await bot.MoveToNightAsync();
        var killer = new Killer(bot, seed);
        var reporters = await AllAsync(Cadres, async (person, i) => new Reporter(await OpenAsync(bot, person), _ledger, seed + i + 1));
        var supervisor = new Supervisor(await OpenAsync(bot, "linxia"), _ledger, seed - 1);
        var recipients = await AllAsync(Recipients, (person, _) => OpenAsync(bot, person));
        ChatClient[] chats = [.. reporters.Select(r => r.Chat), supervisor.Chat, .. recipients];

        // The night: everybody talks, nothing may reach anybody unasked.
        var isOver = false;
        Task[] scripts = [.. reporters.Select(r => r.RunAsync(() => isOver)), supervisor.RunAsync(() => isOver)];
        try
        {
            await killer.RunAsync(botKills - killsInTheMorning, redisKills, LongestPauseMilliseconds, async () =>
            {
                foreach (var broken in scripts.Where(s => s.IsFaulted))
                    await broken;
                await AssertNightlySilenceAsync(recipients);
            });
        }
        finally
        {
            isOver = true;
            await Task.WhenAll(scripts);
        }
        await AssertReceiptsKnownAsync(reporters);
        await AssertNightlySilenceAsync(chats);

        // The morning: what was held arrives, while the bot is killed some more.
        await bot.DemoAsync("clock", new { to = opening.AddMinutes(5) });
        await killer.RunAsync(killsInTheMorning, 0, LongestPauseMilliseconds / 3, () => Task.CompletedTask);
        await AssertHeldArrivesOnceAsync(supervisor.Chat, recipients);
        await AssertReceiptsKnownAsync(reporters);
        foreach (var chat in chats)
            await AssertLogAsync(chat);
        AssertNoErrors(bot);
        Report(killer, chats);
    }

    private static Task<ChatClient> OpenAsync(BotProcess bot, string person) => ChatClient.OpenAsync(bot, person, patience: Patience);

    private static async Task<T[]> AllAsync<T>(string[] people, Func<string, int, Task<T>> make) => await Task.WhenAll(people.Select(make));

    private static async Task AssertNightlySilenceAsync(IEnumerable<ChatClient> chats)
    {
        foreach (var chat in chats)
        {
            await chat.PollAsync();
            Assert.Empty(chat.Unasked);
        }
    }

    private Task AssertReceiptsKnownAsync(Reporter[] reporters)
    {
        var shown = reporters.SelectMany(r => r.Chat.Seen).Select(a => CrashLedger.Receipt().Match(ChatClient.TextOf(a)).Value).Where(r => r.Length > 0);
        var receipts = _ledger.Receipts.Union(shown).ToArray();
        Assert.NotEmpty(receipts);
        return Task.WhenAll(reporters.Select(async (reporter, i) =>
        {
            foreach (var receipt in receipts.Where((_, n) => n % reporters.Length == i))
                await reporter.LookUpAsync(receipt);
        }));
    }

    private async Task AssertHeldArrivesOnceAsync(ChatClient supervisor, ChatClient[] recipients)
    {
        var unverified = _ledger.Receipts.Count - _ledger.Verified.Count;
        foreach (var chat in new[] { supervisor, recipients[0] })
        {
            var told = await ArrivedAsync(chat, CrashLedger.NewCase(), unverified);
            // A case that was verified before the morning is no news any more.
            Assert.Empty(told.Intersect(_ledger.Verified));
        }
        foreach (var handler in recipients[1..])
            Assert.Equal(_ledger.Dispatched.Order(), (await ArrivedAsync(handler, CrashLedger.NewTask(), _ledger.Dispatched.Count)).Order());
    }

    /// <summary>The case numbers of what came unasked: as many as expected, each once.</summary>
    private static async Task<string[]> ArrivedAsync(ChatClient chat, Regex kind, int expected)
    {
        var started = Stopwatch.StartNew();
        while (Ids().Length < expected && started.Elapsed < Patience)
        {
            await Task.Delay(100);
            await chat.PollAsync();
        }
        Assert.True(expected == Ids().Length, $"{chat.Person} was to get {expected} by {kind} and got {Ids().Length} among {chat.Unasked.Count()} unasked.");
        Assert.Equal(expected, Ids().Distinct().Count());
        return Ids();

        string[] Ids() => [.. chat.Unasked.Select(a => kind.Match(ChatClient.TextOf(a))).Where(m => m.Success).Select(m => m.Groups["id"].Value)];
    }

    /// <summary>What was read piece by piece is what the log holds now, in the same order.</summary>
    private static async Task AssertLogAsync(ChatClient chat)
    {
        await chat.PollAsync();
        chat.AssertEachOnce();
        var twin = chat.Twin();
        await twin.PollAsync();
        // The log keeps the newest entries only.
        Assert.Equal(chat.All.TakeLast(twin.All.Count).Select(a => (string)a["id"]!), twin.All.Select(a => (string)a["id"]!));
    }

    private static void AssertNoErrors(BotProcess bot)
    {
        var errors = bot.Errors.Split('\n').Where(l => Regex.IsMatch(l, @"^\[.{8} (ERR|FTL)\]") && !Regex.IsMatch(l, "redis-server ended by itself|Health check (redis|calendar|scheduler|certificate)"));
        Assert.Empty(errors);
    }

    private void Report(Killer killer, ChatClient[] chats) => output.WriteLine(
        $"bot kills {killer.BotKills} ({killer.KillsWhileStarting} while starting), redis kills {killer.RedisKills}, turns {_ledger.Turns}, "
        + $"receipts {_ledger.Receipts.Count}, verified {_ledger.Verified.Count}, dispatched {_ledger.Dispatched.Count}, activities {chats.Sum(c => c.All.Count)}, "
        + $"unasked by night 0, held and delivered in the morning {chats.Sum(c => c.Unasked.Count())}, 503 {chats.Sum(c => c.Refused)}, lost connections {chats.Sum(c => c.Unanswered)}");
}
