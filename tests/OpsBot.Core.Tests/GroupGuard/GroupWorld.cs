using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.Organization;
using OpsBot.Core.Regulations;
using OpsBot.Core.Tests.Circulars;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.InMemory;
using OpsBot.Web.Packs;

namespace OpsBot.Core.Tests.GroupGuard;

/// <summary>A county with a work group: the real router, turn handler, gate and delivery over the store in memory.</summary>
internal sealed class GroupWorld
{
    public static readonly TenantId Tenant = TenantId.Parse("town");

    public static readonly Address Group = new("chat", "g-east");

    /// <summary>Evening of a Monday.</summary>
    public static readonly DateTimeOffset Evening = WorkTimeData.Local("2026-06-01 21:00:00");

    /// <summary>The next opening after <see cref="Evening"/>.</summary>
    public static readonly DateTimeOffset Morning = WorkTimeData.Local("2026-06-02 08:30:00");

    private readonly TurnHandler _turns;
    private readonly OutboxDeliveryHandler _delivery;
    private readonly Sender _sender = new();
    private int _messages;

    public GroupWorld()
    {
        var library = PackReader.Open(RepositoryFiles.Packs).ReadLibrary();
        Rules = PackReader.Open(RepositoryFiles.Packs).ReadGuardRules(library);
        Library = library;
        var holder = new Holder(this);
        var entropy = new CircularStore();
        _turns = new TurnHandler(
            new DialogRouter([new GroupOfferDesk(Rules)], new Canned("库里的回答"), new WelcomeDialog(),
                new GroupGuardDialog(GuardData.Classifier, Rules)),
            Store.Records, Store.Outbox, Store.Changes, holder, WorkTimeData.Book(Store.Records), entropy, new DeliverySignal(), holder);
        _delivery = new OutboxDeliveryHandler(
            Store.Outbox, new DeliveryPipeline(StandardStages.OfTime), GateData.Rules, [_sender], [], holder, holder, new RetryPolicy(), holder, new MachineClock(holder));
        Expiry = new GroupOfferExpiryHandler(Store.Records, Store.Changes, entropy, holder);
    }

    public InMemoryStore Store { get; } = new();

    public GuardRules Rules { get; }

    public ClauseLibrary Library { get; }

    public GroupOfferExpiryHandler Expiry { get; }

    public DateTimeOffset Now { get; set; } = Evening;

    /// <summary>Where what went, and its words.</summary>
    public IReadOnlyList<(Address To, OutboundMessage Message)> Sent => _sender.Sent;

    public DirectorySnapshot Directory { get; set; } = CircularWorld.Town(
        CircularWorld.Someone("lin", "east", Role.Leader),
        CircularWorld.Someone("lou", "west", Role.Leader),
        CircularWorld.Someone("sue", "office", Role.Supervisor),
        CircularWorld.Someone("top", "city", Role.Leader));

    /// <summary>Said in the group of the eastern county; what arrived by it, at once.</summary>
    public Task<IReadOnlyList<(Address To, OutboundMessage Message)>> InGroup(string person, string text, Address? replyAddress = null) =>
        Turn(person, text, null, new GroupTalk(Group, "east"), replyAddress);

    /// <summary>Said to the bot alone.</summary>
    public Task<IReadOnlyList<(Address To, OutboundMessage Message)>> Say(string person, string text) => Turn(person, text, null, null, null);

    public Task<IReadOnlyList<(Address To, OutboundMessage Message)>> Press(string person, BotAction action) => Turn(person, "", action, null, null);

    /// <summary>Moves the clock and lets the delivery worker run; what arrived.</summary>
    public async Task<IReadOnlyList<(Address To, OutboundMessage Message)>> DeliverAt(DateTimeOffset now)
    {
        Now = now;
        var before = _sender.Sent.Count;
        while (await _delivery.RunOnceAsync(Tenant, default) > 0)
        {
        }
        return [.. _sender.Sent.Skip(before)];
    }

    public async Task<GuardMonth> Month(string unit = "east")
    {
        var found = await Store.Records.GetAsync(Tenant, [GuardMonth.Kind.Key($"2026-06/{unit}")], default);
        return found.Count == 0 ? new GuardMonth() : GuardMonth.Kind.Read(found[0]).Value;
    }

    private async Task<IReadOnlyList<(Address To, OutboundMessage Message)>> Turn(string person, string text, BotAction? action, GroupTalk? group, Address? replyAddress)
    {
        var outcome = await _turns.HandleAsync(
            new InboundMessage
            {
                Tenant = Tenant,
                Key = new ConversationKey("chat", group?.Address.ConversationId ?? $"c-{person}", person),
                MessageId = $"m{++_messages}",
                Text = text,
                Action = action,
                Group = group,
                ReplyAddress = replyAddress ?? new Address("chat", $"c-{person}", person),
            },
            default);
        Assert.Equal(TurnOutcome.Accepted, outcome);
        return await DeliverAt(Now);
    }

    private sealed class Canned(string reply) : IDialog
    {
        public string Name => "canned";

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [reply]);
    }

    private sealed class Sender : IChannelSender
    {
        public string Channel => "chat";

        public List<(Address To, OutboundMessage Message)> Sent { get; } = [];

        public Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
        {
            Sent.Add((address, message));
            return Task.FromResult<SendResult>(new SendResult.Accepted());
        }
    }

    private sealed class Holder(GroupWorld world) : TimeProvider, IDirectory, IQuietHoursSource
    {
        public ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken) => new(WorkTimeData.QuietHours);

        public DirectorySnapshot Of(TenantId tenant) => world.Directory;

        public override DateTimeOffset GetUtcNow() => world.Now;
    }
}
