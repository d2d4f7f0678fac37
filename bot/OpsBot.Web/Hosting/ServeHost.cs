using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Circulars.Reading;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Redis;
using OpsBot.Scheduler;
using OpsBot.Web.Demo;
using OpsBot.Web.Model;
using OpsBot.Web.Packs;
using OpsBot.Web.Pages;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Logging;

namespace OpsBot.Web.Hosting;

/// <summary>Builds the serving process: the composition root.</summary>
internal static class ServeHost
{
    /// <summary>
    /// The application, not yet started. Faults of the configuration throw with one plain line. <paramref name="clock"/> is what the
    /// bot takes for the time of day; null: the machine's. No setting or verb reaches it, so a real bot's time cannot be moved.
    /// </summary>
    public static WebApplication Build(ServeOptions options, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(options.Urls).UseSockets(InlineSockets.Apply);
        AddLogging(builder, options.DataDirectory);
        var configuration = builder.Configuration;
        SettingCheck.Check(configuration);
        configuration["Redis:DataDirectory"] ??= Path.Combine(options.DataDirectory, "redis");
        var demo = DemoMode.Decide(configuration);
        if (demo)
            DemoReach.Check(options, configuration);
        var tenant = TenantId.Parse(options.Tenant);
        var mark = new InstallationMark(tenant.Value, demo);
        var installation = new InstallationFile(options.DataDirectory);
        installation.Check(mark);
        var packs = PackReader.Open(options.PacksDirectory);
        var secrets = new SecretFiles(options.DataDirectory, configuration);

        var services = builder.Services;
        services.AddOpsBotRedis(configuration);
        services.AddSingleton(mark);
        services.AddSingleton(installation);
        services.AddHostedService<InstallationGuard>();
        services.AddOpsBotCore(packs, secrets, tenant);
        if (AnswerPolish.PolisherOf(configuration, packs) is { } polisher)
            services.AddSingleton(polisher);
        services.AddCertificates(secrets, options.DataDirectory);
        var address = configuration["Web:PublicAddress"] ?? (demo ? options.Urls.Split(';')[0] : null);
        services.AddSingleton(PublicForms.Of(configuration, demo, address));
        services.AddSingleton(new OverrideLinks(address, secrets.Get("override")));
        services.AddSingleton<IDirectory>(new MemoryDirectory(ReadDirectory(packs, configuration, demo)));
        AddClock(services, demo, clock ?? TimeProvider.System);
        services.AddSingleton<FaultBoard>();
        // One that ends takes the others not with it: the process serves on and its liveness turns red.
        services.Configure<HostOptions>(host => host.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore);
        services.AddSingleton<IFaultReporter>(all => all.GetRequiredService<FaultBoard>());
        services.AddHealthChecks()
            .AddCheck<WorkersLiveCheck>("workers", tags: ["live"])
            .AddCheck<QueuesHealthCheck>("queues", tags: ["ready"])
            .AddCheck<CalendarHealthCheck>("calendar", tags: ["ready"])
            .AddCheck<SchedulerHealthCheck>("scheduler", tags: ["ready"])
            .AddCheck<SupervisionHealthCheck>("supervision", tags: ["ready"]);
        if (options.Role.HasFlag(ProcessRole.Scheduler))
        {
            services.AddHostedService<CalendarWatchStart>();
            services.AddOpsBotScheduler(new SchedulerOptions());
        }
        if (options.Role.HasFlag(ProcessRole.Bot))
        {
            services.AddOpsBotDirectLine(direct =>
            {
                direct.SigningKey = Convert.ToBase64String(secrets.Get("directline"));
                direct.Tenant = tenant.Value;
                direct.AllowAnonymous = demo;
                configuration.GetSection("DirectLine").Bind(direct);
            });
            services.AddSingleton<OverridePage>();
            services.AddOpsBotMessengers(configuration, tenant);
            services.AddSingleton<AnswerCourier>();
            services.AddSingleton<IAnswerCourier>(all => all.GetRequiredService<AnswerCourier>());
            services.AddHostedService(all => all.GetRequiredService<AnswerCourier>());
            services.AddHostedService<DeliveryWorker>();
            services.AddSingleton<CircularStepHandler, CircularTakeBackHandler>();
            services.AddSingleton<CircularStepHandler, CircularReadingHandler>();
            services.AddHostedService<CircularWorker>();
        }
        return Map(builder.Build(), options, demo);
    }

    private static WebApplication Map(WebApplication app, ServeOptions options, bool demo)
    {
        app.MapOpsBotHealth();
        if (!options.Role.HasFlag(ProcessRole.Bot))
            return app;
        app.MapOpsBotDirectLine();
        app.MapOpsBotMessengers();
        app.MapOpsBotChatPage(demo, app.Services.GetRequiredService<IOptions<DirectLineOptions>>().Value.AllowAnonymous);
        OverridePage.Map(app, demo);
        if (demo)
            app.MapOpsBotDemo(DemoDoor.Of(options, app.Configuration));
        return app;
    }

    private static void AddClock(IServiceCollection services, bool demo, TimeProvider clock)
    {
        if (!demo)
        {
            services.AddSingleton(clock);
            return;
        }
        services.AddSingleton(new DemoClock(clock));
        services.AddSingleton<TimeProvider>(all => all.GetRequiredService<DemoClock>());
        services.AddSingleton<DemoClockKeeper>();
        services.AddHostedService(all => all.GetRequiredService<DemoClockKeeper>());
    }

    private static DirectorySnapshot ReadDirectory(PackReader packs, IConfiguration configuration, bool demo)
    {
        if (!demo && string.IsNullOrWhiteSpace(configuration["Directory:File"]))
            throw new StartupFaultException("没有单位和人员名录。请用 Directory__File 指定名录文件（格式见 README）。");
        var text = demo ? packs.ReadDemoDirectory() : File.ReadAllText(configuration["Directory:File"]!);
        // A messenger that is on comes first: what the bot sends by itself goes where people really are.
        return DirectoryPack.Parse(text, MessengerChannels.ChannelsOf(configuration), packs.ReadWorkTime().Schedule, packs.ReadNameRules());
    }

    private static void AddLogging(WebApplicationBuilder builder, string dataDirectory)
    {
        // To standard error, so that the other verbs' output stays clean. Requests are not logged: their addresses carry tokens.
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            // The serve verb itself says why it does not start, without a stack trace.
            .Filter.ByExcluding(entry => entry.MessageTemplate.Text == "Hosting failed to start")
            .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose)
            .WriteTo.RollingFiles(dataDirectory, builder.Configuration)
            .CreateLogger();
        builder.Logging.ClearProviders().AddSerilog(logger, dispose: true)
            // It would make an activity and a scope for every request, for entries that are never written.
            .AddFilter<SerilogLoggerProvider>("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }
}
