using System.CommandLine;
using Microsoft.Extensions.Options;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Redis;
using OpsBot.Web.Hosting;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Commands;

/// <summary>
/// <c>export-log [--out FILE] [--hours FILE]</c> writes the certificate log as it stands, one line of JSON each, and beside it
/// the hours of units and people by their ids alone, from which <c>verify</c> recomputes the windows. It joins the running bot's
/// Redis, or starts it on the data folder when no bot runs.
/// </summary>
internal static class ExportLogCommand
{
    private const int ReadAtOnce = 500;

    /// <summary>Builds the command; <paramref name="clock"/> is the bot's time of day.</summary>
    public static Command Create(TimeProvider clock)
    {
        var data = new Option<string>("--data") { Description = "The bot's data folder.", DefaultValueFactory = _ => "data" };
        var tenant = new Option<string>("--tenant") { Description = "Whose log.", DefaultValueFactory = _ => "demo" };
        var file = new Option<FileInfo?>("--out") { Description = "Where to write; default: standard output." };
        var hours = new Option<FileInfo?>("--hours") { Description = "Where to write the hours of units and people, without names, for verify --directory." };
        var command = new Command("export-log", "Export the certificate log for the verify verb.") { data, tenant, file, hours };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            Path.GetFullPath(parsed.GetValue(data)!), parsed.GetValue(tenant)!, parsed.GetValue(file), parsed.GetValue(hours), clock, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string data, string tenantName, FileInfo? file, FileInfo? hours, TimeProvider clock, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
            builder.Logging.ClearProviders();
            builder.Configuration["Redis:DataDirectory"] ??= Path.Combine(data, "redis");
            builder.Configuration["Redis:JoinRunning"] = "true";
            builder.Services.AddSingleton(clock);
            builder.Services.AddOpsBotRedis(builder.Configuration);
            builder.Services.AddSingleton<CertificateSealHandler>();
            if (hours is not null)
                await File.WriteAllTextAsync(hours.FullName, DirectoryHours.Of(ReadDirectory(builder.Configuration)) + "\n", cancellationToken);
            using var host = builder.Build();
            await host.StartAsync(cancellationToken);
            try
            {
                var count = await WriteAsync(host.Services, TenantId.Parse(tenantName), file, output, cancellationToken);
                await error.WriteLineAsync($"{count} lines. Anchors and public key lie in {CertificateServices.FolderIn(data)}.");
                return 0;
            }
            finally
            {
                await host.StopAsync(CancellationToken.None);
            }
        }
        catch (Exception fault) when (fault is IOException or FormatException or OptionsValidationException or StoreUnavailableException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(fault.Message);
            return 2;
        }
    }

    private static string ReadDirectory(IConfiguration configuration) => configuration["Directory:File"] is { Length: > 0 } file
        ? File.ReadAllText(file)
        : PackReader.Open().ReadDemoDirectory();

    private static async Task<long> WriteAsync(IServiceProvider services, TenantId tenant, FileInfo? file, TextWriter output, CancellationToken cancellationToken)
    {
        var head = await services.GetRequiredService<CertificateSealHandler>().RunAsync(tenant, cancellationToken);
        var log = services.GetRequiredService<ICertificateLog>();
        var writer = file is null ? output : new StreamWriter(file.FullName, append: false);
        try
        {
            for (long from = 1; from <= head.Count; from += ReadAtOnce)
                foreach (var line in await log.ReadAsync(tenant, from, (int)Math.Min(ReadAtOnce, head.Count - from + 1), cancellationToken))
                    await writer.WriteAsync(line + "\n");
            await writer.FlushAsync(cancellationToken);
        }
        finally
        {
            if (file is not null)
                await writer.DisposeAsync();
        }
        return head.Count;
    }
}
