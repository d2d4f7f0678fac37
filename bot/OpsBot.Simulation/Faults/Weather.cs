using OpsBot.Core.Delivery;

namespace OpsBot.Simulation.Faults;

/// <summary>When one channel does not work, drawn before the year begins.</summary>
internal sealed class Weather
{
    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(30);
    private readonly List<(DateTimeOffset From, DateTimeOffset Until, bool Throttles)> _spells = [];

    public Weather(Random random, DateTimeOffset start, int days)
    {
        for (var day = 0; day < days; day++)
        {
            var midnight = start.AddDays(day);
            // An hour away now and then, often across an opening or a closing.
            if (random.Next(14) == 0)
                Add(midnight.AddMinutes(random.Next(3) switch { 0 => 460 + random.Next(80), 1 => 1000 + random.Next(60), _ => random.Next(1440) }), TimeSpan.FromHours(1), false);
            if (random.Next(10) == 0)
                Add(midnight.AddMinutes(500 + random.Next(560)), TimeSpan.FromMinutes(5), true);
        }
    }

    public int Outages => _spells.Count(s => !s.Throttles);

    public int Throttlings => _spells.Count(s => s.Throttles);

    /// <summary>Null: it works.</summary>
    public SendResult? At(DateTimeOffset now)
    {
        foreach (var (from, until, throttles) in _spells)
            if (now >= from && now < until)
                return throttles ? new SendResult.Throttled("429", SlowDown) : new SendResult.TryLater("unreachable");
        return null;
    }

    /// <summary>Nothing is wrong in any part of this time.</summary>
    public bool IsCalm(DateTimeOffset from, DateTimeOffset until) => _spells.TrueForAll(s => s.Until <= from || s.From >= until);

    private void Add(DateTimeOffset from, TimeSpan length, bool throttles) => _spells.Add((from, from + length, throttles));
}
