using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.Circulars;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.TestKit.InMemory;
using static OpsBot.Core.Tests.WorkTime.Amendments.AmendmentData;

namespace OpsBot.Core.Tests.WorkTime.Amendments;

public sealed class CalendarWatchTests : IDirectory
{
    private static readonly TenantId Tenant = TenantId.Parse("town");
    private static readonly CalendarWatchRules Rules = CalendarWatchRules.Parse(WorkTimeData.Files["paper-watch.json"]).Value!;
    private readonly ManualClock _clock = new(WorkTimeData.Local("2026-10-30 09:00"));
    private readonly InMemoryStore _store = new();

    [Fact]
    public async Task Watch_NextYearMissing_TellsAdminsOnTheFirstOfNovemberAndThenEachWeek()
    {
        List<string> told = [];
        await RunDaysAsync(32, told);

        Assert.Equal(["11-01", "11-08", "11-15", "11-22", "11-29"], told);
    }

    [Fact]
    public async Task Watch_PaperImported_StopsAndTakesBackWhatWaits()
    {
        List<string> told = [];
        await RunDaysAsync(12, told);
        Assert.Equal(["11-01", "11-08"], told);

        await ImportAsync(_store.Records, _store.Changes, WorkTimeData.Book(_store.Records), Tenant, NextYearJson(), _clock.Now);
        await RunDaysAsync(30, told);

        Assert.Equal(["11-01", "11-08"], told);
        Assert.DoesNotContain((await Messages()), m => m.State is DeliveryState.Queued or DeliveryState.Held);
    }

    [Fact]
    public async Task Watch_LookedAtOften_TellsOnce()
    {
        _clock.Now = WorkTimeData.Local("2026-11-03 09:00");
        for (var i = 0; i < 5; i++)
            await Handler().HandleAsync(Tenant, CalendarWatch.Id, default);

        var entry = Assert.Single(await Messages());
        Assert.Equal((MessageClass.Digest, "admin"), (entry.Message.Class, entry.Message.PersonId));
        Assert.Contains("2027年的放假安排还没有导入", entry.Message.Content.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-10-31", null, false)]
    [InlineData("2026-11-01", 2027, false)]
    [InlineData("2026-11-30", 2027, false)]
    [InlineData("2026-12-01", 2027, true)]
    [InlineData("2027-01-05", 2027, true)]
    public void MissingYear_OnADay_IsSpokenOfAndDegradesInTime(string today, int? missing, bool degraded)
    {
        var day = DateOnly.Parse(today);
        var year = CalendarWatch.MissingYear(WorkTimeData.Pack.Calendar(), Rules, day);

        Assert.Equal(missing, year);
        Assert.Equal(degraded, year is { } known && CalendarWatch.IsDegraded(known, Rules, day));
    }

    public DirectorySnapshot Of(TenantId tenant) => new(
        [new Unit("city", "市", UnitKind.City, null)],
        [new Person("admin", "管", "city", [Role.Admin], []), new Person("cadre", "干", "city", [Role.Cadre], [])]);

    private CalendarWatchHandler Handler() =>
        new(_store.Records, _store.Changes, this, WorkTimeData.Book(_store.Records), Rules, new CircularStore(), _clock);

    /// <summary>Runs the real sweep once an hour and notes the days on which something was said.</summary>
    private async Task RunDaysAsync(int days, List<string> told)
    {
        var sweep = new DueSweepHandler(_store.Due, [Handler(), new Silent("replan")], _clock, new MachineClock(_clock));
        await Handler().StartAsync(Tenant, default);
        for (var hour = 0; hour < days * 24; hour++)
        {
            var before = (await Messages()).Count;
            while (await sweep.RunOnceAsync(Tenant, default) > 0)
            {
            }
            if ((await Messages()).Count > before)
                told.Add(_clock.Now.ToString("MM-dd"));
            _clock.Advance(TimeSpan.FromHours(1));
        }
    }

    private async Task<IReadOnlyList<OutboxEntry>> Messages() => await _store.Outbox.ListAsync(Tenant, CalendarWatch.SubjectOf(2027), 0, 1000, default);

    private sealed class Silent(string kind) : IDueHandler
    {
        public string Kind => kind;

        public Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
