using System.Diagnostics;

namespace OpsBot.TestKit;

/// <summary>Waits for something another process does. For our own code move the clock instead.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SlowLimit = TimeSpan.FromSeconds(60);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            if (started.Elapsed > Limit) throw new TimeoutException($"Not within {Limit}: {what}");
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
