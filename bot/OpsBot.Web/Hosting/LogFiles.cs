using System.Globalization;
using Serilog;
using Serilog.Configuration;

namespace OpsBot.Web.Hosting;

/// <summary>The same lines as on standard error, in files of the data folder that never grow without end. A full disk loses lines and stops nothing.</summary>
internal static class LogFiles
{
    private const int DefaultDays = 30;
    private const int DefaultMegabytes = 20;

    /// <summary>
    /// <c>logs/opsbot-DATE.log</c>, a new file each day and at <c>Logs:Megabytes</c> (20, at most 1024); the newest <c>Logs:Days</c>
    /// (30, at most 366) files are kept; 0 days: no files. Other values throw <see cref="FormatException"/>.
    /// </summary>
    public static LoggerConfiguration RollingFiles(this LoggerSinkConfiguration sinks, string dataDirectory, IConfiguration configuration)
    {
        var days = Number(configuration, "Logs:Days", DefaultDays, 0, 366);
        var megabytes = Number(configuration, "Logs:Megabytes", DefaultMegabytes, 1, 1024);
        if (days == 0)
            return sinks.Logger(_ => { });
        return sinks.File(
            Path.Combine(dataDirectory, "logs", "opsbot-.log"), formatProvider: CultureInfo.InvariantCulture, rollingInterval: RollingInterval.Day,
            fileSizeLimitBytes: megabytes * 1024L * 1024, rollOnFileSizeLimit: true, retainedFileCountLimit: days, shared: true);
    }

    private static int Number(IConfiguration configuration, string key, int usual, int least, int most)
    {
        if (configuration[key] is not { Length: > 0 } given)
            return usual;
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"设置 {key.Replace(":", "__", StringComparison.Ordinal)} 应是 {least} 到 {most} 之间的整数。");
    }
}
