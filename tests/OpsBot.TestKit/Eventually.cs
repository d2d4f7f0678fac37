using System.Diagnostics;

namespace OpsBot.TestKit;

/// <summary>Waits for something another process does. For our own code move the clock instead.</summary>
public static class Eventually
{
    /// <summary>For what needs several steps of other processes, on a machine that is busy.</summary>
    public static readonly TimeSpan SlowLimit = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <param name="condition">Asked again and again.</param>
    /// <param name="what">Said when it does not come.</param>
    /// <param name="limit">Only against a hang; null: 20 seconds.</param>
    public static async Task TrueAsync(Func<bool> condition, string what, TimeSpan? limit = null)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            if (started.Elapsed > (limit ?? Limit)) throw new TimeoutException($"Not within {limit ?? Limit}: {what}");
            await Task.Delay(5);
        }
    }

    /// <summary>The same for a question that itself takes a while, such as one asked in a chat.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            if (started.Elapsed > SlowLimit) throw new TimeoutException($"Not within {SlowLimit}: {what}");
            await Task.Delay(200);
        }
    }
}
