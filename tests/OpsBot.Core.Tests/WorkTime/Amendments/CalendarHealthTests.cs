using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsBot.Core.Changes;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.TestKit.InMemory;
using OpsBot.Web.Hosting;

namespace OpsBot.Core.Tests.WorkTime.Amendments;

/// <summary>What <c>/health/ready</c> says of next year's paper, by the test's clock.</summary>
public sealed class CalendarHealthTests : IAsyncLifetime
{
    private static readonly TenantId Tenant = TenantId.Parse("town");
    private readonly ManualClock _clock = new(WorkTimeData.Local("2026-10-31 09:00"));
    private readonly InMemoryStore _store = new();
    private readonly WebApplication _host;

    public CalendarHealthTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(WorkTimeData.Book(_store.Records));
        builder.Services.AddSingleton(CalendarWatchRules.Parse(WorkTimeData.Files["paper-watch.json"]).Value!);
        builder.Services.AddSingleton(new ServedTenants([Tenant]));
        builder.Services.AddHealthChecks().AddCheck<CalendarHealthCheck>("calendar", tags: ["ready"]);
        _host = builder.Build();
        _host.MapOpsBotHealth();
    }

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Ready_NextYearsPaperMissing_SaysSoFromNovemberAndIsDegradedFromDecember()
    {
        Assert.Equal(("healthy", null), await ReadyAsync());

        _clock.Now = WorkTimeData.Local("2026-11-01 00:00");
        Assert.Equal(("healthy", 2027), await ReadyAsync());

        // Still November in China, although December has begun further east.
        _clock.Now = WorkTimeData.Local("2026-11-30 23:59");
        Assert.Equal(("healthy", 2027), await ReadyAsync());

        _clock.Now = WorkTimeData.Local("2026-12-01 00:00");
        Assert.Equal(("degraded", 2027), await ReadyAsync());

        _clock.Now = WorkTimeData.Local("2027-03-01 09:00");
        Assert.Equal(("degraded", 2027), await ReadyAsync());
    }

    [Fact]
    public async Task Ready_PaperImportedInDecember_IsHealthyAgain()
    {
        _clock.Now = WorkTimeData.Local("2026-12-05 09:00");
        Assert.Equal(("degraded", 2027), await ReadyAsync());

        await AmendmentData.ImportAsync(_store.Records, _store.Changes, WorkTimeData.Book(_store.Records), Tenant, AmendmentData.NextYearJson(), _clock.Now);

        Assert.Equal(("healthy", null), await ReadyAsync());
    }

    private async Task<(string Status, int? MissingYear)> ReadyAsync()
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(_host.Urls.Single() + "/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        var calendar = body["checks"]!["calendar"]!;
        Assert.Equal((string)body["status"]!, (string)calendar["status"]!);
        var missing = (int?)calendar["data"]!["missingYear"];
        Assert.Equal(missing is not null, ((string)calendar["description"]!).Contains("还没有导入", StringComparison.Ordinal));
        return ((string)body["status"]!, missing);
    }
}
