using System.Diagnostics;

namespace OpsBot.TestKit;

/// <summary>Waits for something another process does. For our own code move the clock instead.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            if (started.Elapsed > Limit) throw new TimeoutException($"Not within {Limit}: {what}");
            await Task.Delay(5);
        }
    }
}
