using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// How much this process stores for visitors, in one visit and for all of them in an hour: nobody is known there, so nobody can
/// be asked to stop. Each turn counts with its words and a round sum for what the bot adds.
/// </summary>
internal sealed class VisitBudget(IOptions<DirectLineOptions> options, MachineClock machine)
{
    /// <summary>What a turn costs apart from the person's words, in bytes: the answer, the draft, the keys.</summary>
    public const int PerTurn = 2048;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private Dictionary<string, int> _visits = [];
    private Dictionary<string, int> _before = [];
    private long _hour;
    private long _spent;

    /// <summary>Whether there is room for so many bytes more; room that is given is taken.</summary>
    public VisitRoom Take(string visit, int bytes)
    {
        var cost = bytes + PerTurn;
        lock (_gate)
        {
            Turn();
            var spent = _visits.GetValueOrDefault(visit, _before.GetValueOrDefault(visit)) + cost;
            if (spent > options.Value.VisitKilobytes * 1024L)
                return VisitRoom.VisitIsFull;
            if (_spent + cost > options.Value.VisitsMegabytesPerHour * 1024L * 1024)
                return VisitRoom.HourIsFull;
            _spent += cost;
            _visits[visit] = spent;
            return VisitRoom.Given;
        }
    }

    // A visit that was quiet for a whole hour is forgotten, so that the table stays as small as the hour's sum allows.
    private void Turn()
    {
        var hour = machine.Now.UtcTicks / Period.Ticks;
        if (hour == _hour)
            return;
        (_before, _visits) = (hour == _hour + 1 ? _visits : [], []);
        (_hour, _spent) = (hour, 0);
    }
}
