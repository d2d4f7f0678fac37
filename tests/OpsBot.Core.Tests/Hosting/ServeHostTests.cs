using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Circulars.Reading;
using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Web.Hosting;

namespace OpsBot.Core.Tests.Hosting;

public sealed class ServeHostTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("opsbot-host-");

    [Fact]
    public async Task Build_SchedulerAlone_HasNobodyWhoTakesBackOrAsksMessengers()
    {
        await using var app = Build(ProcessRole.Scheduler);

        Assert.Empty(app.Services.GetServices<CircularStepHandler>());
        Assert.Empty(app.Services.GetServices<IMessageRecall>());
        Assert.DoesNotContain(app.Services.GetServices<IHostedService>(), s => s is CircularWorker);
        Assert.Contains(app.Services.GetServices<IDueHandler>(), h => h is CircularFanOutHandler);
    }

    [Theory]
    [InlineData(ProcessRole.Bot)]
    [InlineData(ProcessRole.Both)]
    public async Task Build_WithMessengers_WorksOffCirculars(ProcessRole role)
    {
        await using var app = Build(role);

        var handlers = app.Services.GetServices<CircularStepHandler>().Select(h => h.GetType());
        Assert.Equal([typeof(CircularTakeBackHandler), typeof(CircularReadingHandler)], handlers);
        Assert.Single(app.Services.GetServices<IHostedService>(), s => s is CircularWorker);
    }

    public void Dispose() => _data.Delete(recursive: true);

    private Microsoft.AspNetCore.Builder.WebApplication Build(ProcessRole role) => ServeHost.Build(
        new ServeOptions("http://127.0.0.1:0", _data.FullName, Path.Combine(WorkTimeData.Root, "manifests", "packs"), role, "town"));
}
