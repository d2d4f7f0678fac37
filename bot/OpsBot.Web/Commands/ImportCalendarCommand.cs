using System.CommandLine;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.Redis;
using OpsBot.Web.Demo;
using OpsBot.Web.Hosting;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary><c>import-calendar FILE</c> prints day by day what a paper changes; with <c>--yes</c> it imports it.</summary>
internal static class ImportCalendarCommand
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Builds the command; <paramref name="clock"/> is the bot's time of day.</summary>
    public static Command Create(TimeProvider clock)
    {
        var file = new Argument<FileInfo>("file") { Description = "The table of a State Council paper, in the form of calendar-YYYY.json." };
        var yes = new Option<bool>("--yes") { Description = "Import it; without this nothing is written." };
        var data = new Option<string>("--data") { Description = "Data folder of the bot, running or not; ignored when Redis__Connection is set.", DefaultValueFactory = _ => "data" };
        var packs = new Option<string?>("--packs") { Description = "Folder of the rule packs; default: packs/ next to the executable." };
        var tenant = new Option<string>("--tenant") { Description = "Short name of the territory's office.", DefaultValueFactory = _ => "demo" };
        var command = new Command("import-calendar", "Look at a paper's calendar table and import it.") { file, yes, data, packs, tenant };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var table = parsed.GetValue(file)!;
                if (!table.Exists || table.Length > MaxBytes)
                {
                    await error.WriteLineAsync(CalendarTexts.CannotRead(table.Name, MaxBytes));
                    return 2;
                }
                using var host = BuildHost(PackReader.Open(parsed.GetValue(packs)), parsed.GetValue(data)!);
                await host.StartAsync(cancellationToken);
                var code = await RunAsync(host.Services, TenantId.Parse(parsed.GetValue(tenant)!), table, parsed.GetValue(yes), clock, output, error, cancellationToken);
                await host.StopAsync(CancellationToken.None);
                return code;
            }
            catch (Exception fault) when (fault is IOException or FormatException or UnauthorizedAccessException or OptionsValidationException or StoreUnavailableException)
            {
                await error.WriteLineAsync(fault.Message);
                return 2;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, TenantId tenant, FileInfo table, bool yes, TimeProvider clock, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var json = await File.ReadAllTextAsync(table.FullName, cancellationToken);
        var now = await NowAsync(services.GetRequiredService<IRecordReader>(), tenant, clock, cancellationToken);
        var import = services.GetRequiredService<CalendarImportHandler>();
        var read = await import.PreviewAsync(tenant, json, now, cancellationToken);
        if (read.Value is { } seen)
        {
            var offset = seen.Pack.Schedule.UtcOffset;
            await output.WriteLineAsync(CalendarTexts.Preview(seen, DateOnly.FromDateTime(now.ToOffset(offset).DateTime)));
            if (!yes)
            {
                await output.WriteLineAsync(CalendarTexts.NeedsYes(table.ToString()));
                return 0;
            }
            read = await import.ImportAsync(tenant, json, now, cancellationToken);
        }
        if (read.Value is not { } imported)
        {
            await error.WriteLineAsync(CalendarTexts.Faults(table.Name, read.Faults));
            return 1;
        }
        await output.WriteLineAsync(CalendarTexts.Done(imported));
        return 0;
    }

    /// <summary>The bot's clock: a demo may have moved it.</summary>
    private static async Task<DateTimeOffset> NowAsync(IRecordReader records, TenantId tenant, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [DemoClockState.Kind.Key(DemoClockState.Id)], cancellationToken);
        var ahead = found.Count > 0 ? DemoClockState.Kind.Read(found[0]).Value.OffsetSeconds : 0;
        return clock.GetUtcNow().AddSeconds(ahead);
    }

    private static IHost BuildHost(PackReader packs, string dataDirectory)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Configuration["Redis:DataDirectory"] ??= Path.Combine(Path.GetFullPath(dataDirectory), "redis");
        builder.Configuration["Redis:JoinRunning"] = "true";
        builder.Services.AddOpsBotRedis(builder.Configuration);
        builder.Services.AddSingleton(packs.ReadWorkTime());
        builder.Services.AddSingleton(packs.ReadPersonalHours());
        builder.Services.AddSingleton<HoursBook>();
        builder.Services.AddSingleton<IEntropySource, SystemEntropy>();
        builder.Services.AddSingleton<CalendarImportHandler>();
        return builder.Build();
    }
}
