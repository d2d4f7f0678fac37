using System.Globalization;

namespace OpsBot.DeliveryProcess;

/// <summary>
/// One line of standard input: how this process is to live. Both clocks run <see cref="Speed"/> times as fast as the real
/// one, from <see cref="Zero"/>, so that leases run out in a test's time and windows open and close.
/// </summary>
/// <param name="Life">Number of this life; part of the ids it makes.</param>
/// <param name="Speed">How fast its clocks run.</param>
/// <param name="Zero">Real instant at which both clocks began.</param>
/// <param name="MachineBase">The machine's clock at that instant.</param>
/// <param name="BotAhead">How far the bot's clock is ahead of the machine's.</param>
/// <param name="DiesAt">Name of the call around which it kills itself, for example <c>after SendAsync</c>; empty: nowhere.</param>
/// <param name="DiesAtPass">At which pass of it.</param>
/// <param name="Enqueues">It also queues messages.</param>
internal sealed record Orders(
    int Life, double Speed, DateTimeOffset Zero, DateTimeOffset MachineBase, TimeSpan BotAhead, string DiesAt, int DiesAtPass, bool Enqueues)
{
    /// <summary>Fields by tabs; instants and spans in milliseconds.</summary>
    public static Orders Read(string line)
    {
        var fields = line.Split('\t');
        long Number(int index) => long.Parse(fields[index], CultureInfo.InvariantCulture);
        return new Orders(
            (int)Number(0), Number(1), DateTimeOffset.FromUnixTimeMilliseconds(Number(2)), DateTimeOffset.FromUnixTimeMilliseconds(Number(3)),
            TimeSpan.FromMilliseconds(Number(4)), fields[5], (int)Number(6), Number(7) == 1);
    }
}
