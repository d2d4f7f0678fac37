using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class PersonalQuietHoursTests
{
    private static readonly TenantId Tenant = TenantId.Parse("town");
    private static readonly DirectorySnapshot Town = new(
        [new Unit("city", "市", UnitKind.City, null)],
        [
            new Person("wang", "王", "city", [Role.Cadre], []),
            new Person("li", "李", "city", [Role.Cadre], []) { Hours = HoursRules.None with { Leave = [new Leave(new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 27))] } },
        ]);

    private readonly InMemoryStore _store = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task ForAsync_QuietTimeJustSet_CountsForTheNextAttempt()
    {
        var source = Source();
        Assert.True((await source.ForAsync(Tenant, "wang", default)).IsOpen(_clock.Now));

        await Set("wang", new QuietSpan(new TimeOnly(8, 0), new TimeOnly(10, 0)));

        Assert.Equal(WorkTimeData.Local("2026-11-23 10:00:00"), (await source.ForAsync(Tenant, "wang", default)).NextOpening(_clock.Now));
        Assert.Equal(WorkTimeData.Local("2026-11-30 08:30:00"), (await source.ForAsync(Tenant, "li", default)).NextOpening(_clock.Now));
        Assert.True((await source.ForAsync(Tenant, null, default)).IsOpen(_clock.Now));
        Assert.IsType<TerritoryPlan>((await source.ForAsync(Tenant, "stranger", default)).Plan);
    }

    [Fact]
    public async Task ForAsync_RecordOfAnotherTenant_CountsNothing()
    {
        await Set("wang", new QuietSpan(new TimeOnly(8, 0), new TimeOnly(10, 0)));

        Assert.True((await Source().ForAsync(TenantId.Parse("other"), "wang", default)).IsOpen(_clock.Now));
    }

    private PersonalQuietHours Source() =>
        new(WorkTimeData.Book(_store.Records), new FixedDirectory(), _store.Records, _clock);

    private Task<CommitOutcome> Set(string person, QuietSpan span) => _store.Changes.CommitAsync(
        new ChangeSet
        {
            Tenant = Tenant,
            AttemptId = person,
            Effects = new Effects { Records = [PersonalQuiet.Kind.Put(person, new PersonalQuiet { Spans = [span], Since = _clock.Now }, 0)] },
        },
        default);

    private sealed class FixedDirectory : IDirectory
    {
        public DirectorySnapshot Of(TenantId tenant) => Town;
    }
}
