using System.Globalization;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.Redis;
using Xunit.Abstractions;

namespace OpsBot.Channels.Tests.Outage;

/// <summary>
/// One hour without the vendor, from 11:20 to 12:20 and so across the closing at noon, with work, answers and talk going on.
/// In its middle the token is revoked and the platform's keys are replaced.
/// </summary>
public sealed class HourOutageTests(RedisServerFixture redis, ITestOutputHelper output) : IClassFixture<RedisServerFixture>
{
    private const int Before = 150;
    private const int EachFiveMinutes = 10;
    private const int SaidEachMinute = 2;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly RetryPolicy Retry = new();

    // 0, 2, 6, 14 ... 1022, 1922, 2822 seconds: what the doubling to a quarter of an hour lets into one hour.
    private const int MostAttemptsInAnHour = 12;

    private static Weather WeatherOf(int minute) => minute switch
    {
        < 10 => Weather.Refusing,
        < 20 => Weather.Failing,
        < 25 => Weather.Silent,
        < 30 => Weather.LosingAnswers,
        < 35 => Weather.OnlyDoor,
        < 50 => Weather.TooMany,
        _ => Weather.Failing,
    };

    [Theory]
    [InlineData("teams")]
    [InlineData("dingtalk")]
    [InlineData("govdingtalk")]
    [InlineData("wecom")]
    public async Task Outage_OfAnHourUnderLoad_LosesNothingAndRepeatsOnlyWhatWasNotAnswered(string channel)
    {
        await using var vendor = Vendors.Of(channel, OutageHost.Patience);
        await using var host = await OutageHost.StartAsync(vendor, redis, "2026-11-24T11:15:00");
        var work = new Work(host);
        var talk = new Talk(vendor, host);
        // Everything works: the first token and the first keys are read, and some have delivered their first words.
        await work.QueueAsync(30);
        for (var i = 0; i < 30; i++)
            await talk.SayAsync();
        await host.RunToAsync(At("11:19"));
        Assert.Equal(work.Messages.Count + talk.Said.Count, host.Door.Taken.Count);
        Assert.Equal(1, host.Door.Tokens);

        var (start, attemptsBefore) = (At("11:20"), 0);
        host.Clock.Now = start;
        attemptsBefore = host.Attempts.Count();
        await work.QueueAsync(Before);
        var keyReads = host.Door.KeyReads;
        for (var minute = 0; minute < 60; minute++)
        {
            if (host.Door.Weather != WeatherOf(minute))
                await host.Door.SetAsync(WeatherOf(minute));
            if (minute == 15)
                vendor.ReplaceKeys();
            if (minute == 30)
            {
                host.Door.RevokeTokens();
                Assert.Equal(1, host.Door.Tokens);
            }
            if (minute % 5 == 4)
                await work.QueueAsync(EachFiveMinutes);
            for (var i = 0; i < SaidEachMinute; i++)
                await talk.SayAsync();
            // What the bot could not take is delivered again, and now and then what it did take.
            await talk.RedeliverAsync(minute);
            await host.RunToAsync(start + ((minute + 1) * Minute));
        }
        var inHour = host.Attempts.Skip(attemptsBefore).ToArray();
        var lost = host.Door.Taken.Where(t => t.AnswerLost).Select(t => t.Id).ToArray();
        var (tokensInHour, refusedTokens) = (host.Door.Tokens, host.Door.RefusedTokens);
        keyReads = host.Door.KeyReads - keyReads;

        await host.Door.SetAsync(Weather.Fine);
        await talk.RedeliverAsync(0);
        await host.RunToAsync(At("12:40"));
        var answers = work.Messages.Where(m => m.Class == MessageClass.Receipt).Select(Work.MarkOf).Concat(talk.Said).ToArray();
        var atTwelveForty = host.Door.Taken.Select(t => t.Id).ToHashSet();
        var tokensAtTwelveForty = host.Door.Tokens;
        await host.RunToAsync(At("15:00"));

        output.WriteLine($"{channel}: {work.Messages.Count} queued, {talk.Said.Count} said, {inHour.Length} attempts in the hour, {lost.Length} answers lost, "
            + $"{host.Door.Taken.Count - work.Messages.Count - talk.Said.Count} repeats, most attempts of one message {inHour.GroupBy(a => a.Message.Id).Max(g => g.Count())}, "
            + $"{refusedTokens} requests with the revoked token, {host.Door.Tokens} tokens, {keyReads} key reads, {talk.Refused} turns refused for later");
        // Nothing lost: every message and the answer to every turn, and the answers at the latest one longest wait after the end.
        var shown = host.Door.Taken.ToLookup(t => t.Id);
        Assert.DoesNotContain(work.Messages.Select(Work.MarkOf).Concat(talk.Said), id => !shown.Contains(id));
        Assert.DoesNotContain(answers, id => !atTwelveForty.Contains(id));
        var entries = await host.EntriesAsync(work.Messages.Select(m => m.Id));
        Assert.Equal(work.Messages.Count, entries.Count);
        Assert.All(entries, e => Assert.Equal(DeliveryState.Delivered, e.State));
        Assert.DoesNotContain(host.Attempts, a => a.Result is SendResult.Refused);
        // Nothing doubled but what was taken while its answer got lost: once more for each lost answer, and no more.
        Assert.NotEmpty(lost);
        Assert.All(shown, s => Assert.Equal(1 + s.Count(t => t.AnswerLost), s.Count()));
        vendor.Check(shown);
        // Nothing outside the window, not even tried.
        Assert.All(host.Attempts.Where(a => a.Message.Class == MessageClass.Assignment), a => Assert.True(host.City.Hours.IsOpen(a.At), a.At.ToString("O")));
        Assert.All(host.Door.Taken.Where(t => t.Id[1] == 'A'), t => Assert.True(host.City.Hours.IsOpen(t.At)));
        // No hammering: counted attempts by the doubling, uncounted ones (429) by the two minutes that the vendor asked for.
        Assert.All(inHour.Where(a => a.Result is not SendResult.Throttled).GroupBy(a => a.Message.Id), a => Assert.InRange(a.Count(), 1, MostAttemptsInAnHour));
        Assert.All(inHour.Where(a => a.Result is SendResult.Throttled).GroupBy(a => a.Message.Id), a => Assert.InRange(a.Count(), 1, 8));
        Assert.InRange(inHour.Length, 1, (work.Messages.Count + talk.Said.Count) * MostAttemptsInAnHour);
        // The revoked token: one new one, in the hour, and no more when the vendor is back.
        Assert.Equal(2, tokensInHour);
        Assert.Equal(2, tokensAtTwelveForty);
        Assert.InRange(refusedTokens, 1, 64);
        Assert.InRange(keyReads, 0, 60);
    }

    [Theory]
    [InlineData("teams")]
    [InlineData("dingtalk")]
    [InlineData("govdingtalk")]
    [InlineData("wecom")]
    public async Task Outage_WithoutEnd_MakesADeadLetterOnlyAfterTheLastAttempt(string channel)
    {
        await using var vendor = Vendors.Of(channel, OutageHost.Patience);
        await using var host = await OutageHost.StartAsync(vendor, redis, "2026-11-24T09:00:00");
        await host.Door.SetAsync(Weather.Refusing);
        var work = new Work(host);
        await work.QueueAsync(2);
        var receipt = work.Messages.Single(m => m.Class == MessageClass.Receipt);
        var bound = Enumerable.Range(1, Retry.MaxAttempts - 1).Aggregate(TimeSpan.Zero, (sum, n) => sum + Retry.WaitAfter(n, null));

        await host.RunToAsync(host.Clock.Now + bound - Minute);
        Assert.Equal(DeliveryState.Retrying, Assert.Single(await host.EntriesAsync([receipt.Id])).State);
        await host.RunToAsync(host.Clock.Now + (2 * Minute));

        var end = Assert.Single(await host.EntriesAsync([receipt.Id]));
        output.WriteLine($"{channel}: dead letter after {end.Attempts} attempts in {bound}");
        Assert.Equal(DeliveryState.DeadLettered, end.State);
        Assert.Equal(Retry.MaxAttempts, host.Attempts.Count(a => a.Message.Id == receipt.Id));
    }

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse($"2026-11-24T{time}:00+08:00", CultureInfo.InvariantCulture);
}
