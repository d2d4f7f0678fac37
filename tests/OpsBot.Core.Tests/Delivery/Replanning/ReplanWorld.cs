using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.Complaints;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.Tests.WorkTime.Amendments;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Delivery.Replanning;

/// <summary>The walk over the in-memory store, by the real sweep; commits may be made to fail before or after they count.</summary>
internal sealed class ReplanWorld : IDirectory, IChangeStore, IEntropySource
{
    private readonly Random _random = new(20261122);
    private int _commits;

    public ReplanWorld(string now = "2026-11-20 20:00")
    {
        Clock = new ManualClock(WorkTimeData.Local(now));
        Store = new InMemoryStore(Clock);
        Book = WorkTimeData.Book(Store.Records);
    }

    public static TenantId Tenant { get; } = TenantId.Parse("test");

    public ManualClock Clock { get; }

    public InMemoryStore Store { get; }

    public HoursBook Book { get; private set; }

    public DirectorySnapshot Directory { get; set; } = ComplaintWorld.Directory;

    /// <summary>How often a commit throws, out of a hundred; half of those that throw were written.</summary>
    public int Faults { get; set; }

    public int Deaths { get; private set; }

    public DirectorySnapshot Of(TenantId tenant) => Directory;

    public byte[] Draw()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return bytes;
    }

    public async Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
    {
        var draw = _random.Next(200);
        if (draw < Faults)
            throw new StoreUnavailableException("told to be away");
        var outcome = await Store.Changes.CommitAsync(change, cancellationToken);
        return draw < Faults * 2 ? throw new StoreUnavailableException("the answer was lost") : outcome;
    }

    public Task ImportAsync(string json) => AmendmentData.ImportAsync(Store.Records, Store.Changes, Book, Tenant, json, Clock.Now);

    public async Task ApplyAsync(Effects effects) => Assert.IsType<CommitOutcome.Committed>(
        await Store.Changes.CommitAsync(new ChangeSet { Tenant = Tenant, AttemptId = $"w{++_commits}", Effects = effects }, default));

    public OutboundMessage Message(string id, string person, DateTimeOffset? notBefore = null, bool follows = true) => new()
    {
        Id = id,
        Class = MessageClass.Circular,
        PersonId = person,
        Content = id,
        Subject = "circular:x",
        CreatedAt = Clock.Now,
        NotBefore = notBefore,
        FollowsHours = follows,
    };

    /// <summary>Sweeps until nothing is due; a process that dies is followed by a fresh one, when the lease has run out.</summary>
    public async Task SweepAsync()
    {
        while (true)
        {
            try
            {
                var handler = new ReplanHandler(
                    Store.Records, this, Store.Outbox, this, Book, ComplaintWorld.Rules, ComplaintWorld.Taxonomy, this, new DeliverySignal(), Clock);
                var sweep = new DueSweepHandler(Store.Due, [handler], Clock, new MachineClock(Clock));
                while (await sweep.RunOnceAsync(Tenant, default) > 0)
                {
                }
                return;
            }
            catch (StoreUnavailableException)
            {
                Deaths++;
                Book = WorkTimeData.Book(Store.Records);
                Clock.Advance(TimeSpan.FromSeconds(61));
            }
        }
    }

    public async Task<OutboxEntry> EntryAsync(string id) => Assert.Single(await Store.Outbox.GetAsync(Tenant, [id], default));

    public IReadOnlyList<AuditEntry> Audit(string action) => [.. Store.AuditOf(Tenant).Where(a => a.Action == action)];
}
