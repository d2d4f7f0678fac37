using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Conversations;

public sealed class LogRetentionHandlerTests
{
    private const string Talk = "talk";
    private static readonly TenantId Tenant = TenantId.Parse("test");

    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();
    private readonly DueSweepHandler _sweep;

    public LogRetentionHandlerTests() =>
        _sweep = new DueSweepHandler(
            _store.Due, [new LogRetentionHandler(_store.Log, _store.Records, _store.Changes, new SeededEntropy(), _clock)], _clock, new MachineClock(_clock));

    // Every second hour something is typed, as in a busy conversation, then nothing more.
    [Fact]
    public async Task Sweep_WhatWasTyped_IsGoneAfterSevenDaysAndNotBeforeSix()
    {
        var typed = new List<(string Id, DateTimeOffset At)>();
        for (var hour = 0; hour < 24 * 20; hour++)
        {
            if (hour % 2 == 0 && hour < 24 * 10)
            {
                typed.Add(($"e{hour}", _clock.GetUtcNow()));
                await TypeAsync(typed[^1].Id);
            }

            _clock.Advance(TimeSpan.FromHours(1));
            await SweepAsync();
            var kept = (await _store.Log.ReadAsync(Tenant, Talk, 0, 1000, CancellationToken.None)).Select(entry => entry.EntryId).ToHashSet();
            Assert.All(typed, entry =>
            {
                var age = _clock.GetUtcNow() - entry.At;
                Assert.False(age > TimeSpan.FromDays(LogMarks.KeptDays) && kept.Contains(entry.Id), $"{entry.Id} after {age}");
                Assert.False(age < TimeSpan.FromDays(LogMarks.KeptDays - 1) && !kept.Contains(entry.Id), $"{entry.Id} after {age}");
            });
        }

        Assert.Null(await _sweep.NextDueAtAsync(Tenant, CancellationToken.None));
        Assert.Empty(await _store.Records.GetAsync(Tenant, [LogMarks.Kind.Key(Talk)], CancellationToken.None));
    }

    private Task<CommitOutcome> TypeAsync(string id) => _store.Changes.CommitAsync(
        new ChangeSet
        {
            Tenant = Tenant,
            AttemptId = id,
            Effects = new Effects { Dues = [new DueWrite($"log/{Talk}", NextMidnight())] },
            Logs = [new LogAppend(Talk, id, "{}")],
        },
        CancellationToken.None);

    private DateTimeOffset NextMidnight() => new(_clock.GetUtcNow().UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    private async Task SweepAsync()
    {
        while (await _sweep.RunOnceAsync(Tenant, CancellationToken.None) > 0)
        {
        }
    }
}
