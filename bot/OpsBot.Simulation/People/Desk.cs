using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;
using OpsBot.Memory;

namespace OpsBot.Simulation.People;

/// <summary>
/// How the simulated people act: the real dialogs and policies decide, and what they decide is committed as a turn would.
/// The conversation and the reply themselves are left out, they hold no message that anybody did not ask for.
/// </summary>
internal sealed class Desk(World world)
{
    private const int MostTries = 3;
    private int _attempts;

    /// <summary>Orders that were refused because the case had moved on.</summary>
    public int Refused { get; private set; }

    public InMemoryStore Store => world.Store;

    /// <summary>One step of a dialog by its button. Returns what was decided.</summary>
    public async Task<TurnResult> PressAsync(IDialog dialog, Person person, BotAction action, Conversation? conversation = null, bool isAnonymous = false)
    {
        var address = person.Addresses[0];
        var facts = new TurnFacts
        {
            Now = world.Clock.GetUtcNow(),
            Edition = await world.Bot!.EditionAsync(),
            Message = new InboundMessage
            {
                Tenant = world.Tenant,
                Key = new ConversationKey(address.Channel, address.ConversationId, person.Id),
                MessageId = $"m{_attempts}",
                Text = "",
                Action = action,
                ReplyAddress = address,
                IsAnonymous = isAnonymous,
            },
            Sender = person,
            Directory = world.City.Directory,
            Conversation = conversation ?? new Conversation(),
            Entropy = world.Entropy.Draw(),
        };
        // What a dialog needs to see may depend on what it saw.
        while (dialog.Needs(facts).Records is var keys && keys.Any(k => !facts.Asked.Contains(k)))
            facts = facts with
            {
                Asked = keys.ToHashSet(),
                Records = (await Store.Records.GetAsync(world.Tenant, keys, CancellationToken.None)).ToDictionary(r => r.Key),
            };
        var result = dialog.Step(facts);
        await CommitAsync(result.Effects);
        return result;
    }

    /// <summary>Decides about a case as it is now; null: refused.</summary>
    public async Task<Case?> DecideAsync(string caseId, Person? actor, Func<CaseContext, Versioned<Case>, CaseOutcome?> decide)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var found = await Store.Records.GetAsync(world.Tenant, [Case.Kind.Key(caseId)], CancellationToken.None);
            if (decide(await ContextAsync(actor), Case.Kind.Read(found[0])) is not CaseOutcome.Done done)
            {
                Refused++;
                return null;
            }
            if (await CommitAsync(done.Effects) is CommitOutcome.Committed)
                return done.Case;
        }
        return null;
    }

    public async Task<Versioned<SealedOriginal>?> OriginalAsync(string caseId) =>
        await Store.Records.GetAsync(world.Tenant, [SealedOriginal.Kind.Key(caseId)], CancellationToken.None) is [var found] ? SealedOriginal.Kind.Read(found) : null;

    public Task<CommitOutcome> CommitAsync(Effects effects) =>
        world.Bot!.Changes.CommitAsync(new ChangeSet { Tenant = world.Tenant, AttemptId = $"act{++_attempts}", Effects = effects }, CancellationToken.None);

    private async Task<CaseContext> ContextAsync(Person? actor)
    {
        var drawn = world.Entropy.Draw();
        return new CaseContext
        {
            Now = world.Clock.GetUtcNow(),
            Actor = actor,
            Directory = world.City.Directory,
            Rules = world.Packs.Deadlines,
            Hours = (await world.Bot!.EditionAsync()).Hours,
            Taxonomy = world.Packs.Taxonomy,
            NewId = (purpose, length) => Identifier.From(drawn, purpose, length),
        };
    }
}
