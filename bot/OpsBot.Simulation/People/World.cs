using OpsBot.Core.Changes;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;
using OpsBot.Memory;
using OpsBot.Simulation.City;
using OpsBot.Simulation.Faults;

namespace OpsBot.Simulation.People;

/// <summary>What the simulated people share: the city, the clock, the store that outlives the bot, and the bot while there is one.</summary>
internal sealed class World : IDirectory
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    public required SimulationPacks Packs { get; init; }

    public required VirtualClock Clock { get; init; }

    public required CityPlan City { get; init; }

    public required int Cadres { get; init; }

    public required IEntropySource Entropy { get; init; }

    public required InMemoryStore Store { get; init; }

    public required Ledger Ledger { get; init; }

    public required Action Crash { get; init; }

    public TenantId Tenant { get; } = TenantId.Parse("simulated");

    public Agenda Agenda { get; } = new();

    /// <summary>Null while no process runs.</summary>
    public SimulatedBot? Bot { get; set; }

    /// <summary>Office hours by the papers known now: when people come to work.</summary>
    public required QuietHours Hours { get; set; }

    /// <summary>Nobody acts after this instant.</summary>
    public required DateTimeOffset End { get; init; }

    public int CasesFiled { get; set; }

    public int CasesRated { get; set; }

    public int CircularsApproved { get; set; }

    public DirectorySnapshot Of(TenantId tenant) => City.Directory;

    /// <summary>Somebody does something through the bot. While it is away the messenger tries again, as after an answer 503.</summary>
    public void Act(DateTimeOffset at, Func<Task> act)
    {
        if (at >= End)
            return;
        Agenda.At(at, async () =>
        {
            if (Bot is null)
            {
                Act(Clock.True + TryAgainAfter, act);
                return;
            }
            var before = Ledger.Commits;
            try
            {
                await act();
            }
            catch (ProcessKilledException)
            {
                Crash();
                // What was committed is not done twice; the once-key of a real turn sees to that.
                if (Ledger.Commits == before)
                    Act(Clock.True + TryAgainAfter, act);
            }
        });
    }
}
