using System.Globalization;
using Microsoft.Extensions.Options;

namespace OpsBot.Redis;

internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        var faults = new List<string>();
        if (!string.IsNullOrWhiteSpace(options.Connection))
        {
            if (!RedisConfiguration.TryParse(options.Connection, out _, out var parts))
                faults.AddRange(parts.Select(part => "Redis:Connection: " + part + "."));
        }
        else
        {
            if (string.IsNullOrWhiteSpace(options.DataDirectory))
                faults.Add("Redis:DataDirectory is empty; name the folder that keeps the records, or set Redis:Connection.");
            if (string.IsNullOrWhiteSpace(options.ServerProgram))
                faults.Add("Redis:ServerProgram is empty; name the redis-server program, or set Redis:Connection.");
        }

        Between(faults, nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Between(faults, nameof(options.CallTimeout), options.CallTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Between(faults, nameof(options.ReconnectPause), options.ReconnectPause, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Between(faults, nameof(options.StartTimeout), options.StartTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Between(faults, nameof(options.StopTimeout), options.StopTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Between(faults, nameof(options.ReplicasToWaitFor), options.ReplicasToWaitFor ?? 0, 0, 10);
        Between(faults, nameof(options.MaxWaitingCalls), options.MaxWaitingCalls, 1, 1_000_000);
        Between(faults, nameof(options.MaxReplyBytes), options.MaxReplyBytes, 64 * 1024, 512 * 1024 * 1024);
        Between(faults, nameof(options.KeptLogEntries), options.KeptLogEntries, 100, 1_000_000);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Between<T>(List<string> faults, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"Redis:{name} is {value}; it must be between {least} and {most}."));
    }
}
