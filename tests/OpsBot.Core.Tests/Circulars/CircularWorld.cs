using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Circulars.Reading;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;
using OpsBot.Core.Organization;
using OpsBot.Core.Overrides;
using OpsBot.Core.Regulations.Utterances;
using OpsBot.Core.Tests.Overrides;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Circulars;

/// <summary>
/// A small town with the real calendar, the real router and turn handler, and a store that keeps the contract of change
/// sets (version guards, withdrawal before queueing) in plain dictionaries.
/// </summary>
internal sealed class CircularWorld
{
    public static readonly TenantId Tenant = TenantId.Parse("town");

    /// <summary>The real pack.</summary>
    public static readonly ReadRules Reading = ReadRules.Parse(File.ReadAllText(Path.Combine(WorkTimeData.Root, "manifests", "packs", "general", "reading.json"))).Value!;

    private readonly TurnHandler _turns;
    private int _messages;

    public CircularWorld(DirectorySnapshot? directory = null, CircularStore? store = null)
    {
        Directory = directory ?? Town();
        Store = store ?? new CircularStore();
        var holder = new Holder(this);
        _turns = new TurnHandler(
            new DialogRouter([new CircularDialog(OverrideData.Rules, new CommandReader(TestLibrary.Pack.Commands)), new CircularDesk(OverrideData.Rules, Reading), new OverrideDesk(OverrideData.Rules, OverrideData.Links)], new Library(), new WelcomeDialog()),
            Store, Store, Store, holder, WorkTimeData.Book(Store), Store, new DeliverySignal(), holder);
        FanOut = new CircularFanOutHandler(Store, Store, holder, WorkTimeData.Book(Store), Store, new DeliverySignal(), holder);
        Taking = recalls => new CircularTakeBackHandler(Store, Store, Store, recalls, holder, Store, holder, new MachineClock(holder));
        Counting = platforms => new CircularReadingHandler(Store, Store, Store, platforms, holder, Store, Reading, holder, new MachineClock(holder));
    }

    /// <summary>The taking back over channels that can.</summary>
    public Func<IMessageRecall[], CircularTakeBackHandler> Taking { get; }

    /// <summary>The counting of readers over platforms that tell.</summary>
    public Func<IReadStatus[], CircularReadingHandler> Counting { get; }

    public CircularStore Store { get; }

    public CircularFanOutHandler FanOut { get; }

    public DirectorySnapshot Directory { get; set; }

    /// <summary>A Monday, in the morning window.</summary>
    public DateTimeOffset Now { get; set; } = WorkTimeData.Local("2026-06-01 09:00:00");

    /// <summary>Two counties, each with a township of the same name; ann and bob are admins, ben, cai and bob approve.</summary>
    public static DirectorySnapshot Town(params Person[] more) => new(
        [
            new("city", "云岭市", UnitKind.City, null),
            new("office", "市委办公室", UnitKind.Department, "city"),
            new("east", "东山县", UnitKind.County, "city"),
            new("west", "西山县", UnitKind.County, "city"),
            new("east-town", "城关镇", UnitKind.Township, "east"),
            new("west-town", "城关镇", UnitKind.Township, "west"),
            new("empty", "空谷乡", UnitKind.Township, "west"),
        ],
        [
            Someone("ann", "office", Role.Admin),
            Someone("bob", "office", Role.Admin, Role.Approver),
            Someone("ben", "office", Role.Approver),
            Someone("cai", "office", Role.Approver),
            Someone("eve", "east", Role.Cadre),
            Someone("emil", "east-town", Role.Cadre),
            Someone("wen", "west", Role.Cadre),
            Someone("wu", "west-town", Role.Cadre),
            .. more,
        ]);

    public static Person Someone(string id, string unit, params Role[] roles) =>
        new(id, $"同志{id}", unit, roles, [new Address("chat", $"c-{id}", id)]);

    /// <summary>Another process on the same store.</summary>
    public CircularWorld Peer() => new(Directory, Store) { Now = Now };

    public Task<CircularTurn> Say(string person, string text) => Turn(person, text, null);

    public Task<CircularTurn> Press(string person, BotAction action) => Turn(person, "", action);

    /// <summary>Presses the first button of that title on the card.</summary>
    public Task<CircularTurn> Press(string person, MessageContent content, string title, string? reason = null)
    {
        var action = content.Card!.Buttons.First(b => b.Title == title).Action;
        return Turn(person, "", reason is null ? action : action with { Args = new Dictionary<string, string>(action.Args) { ["reason"] = reason } });
    }

    /// <summary>ann writes and submits; the id of the circular.</summary>
    public async Task<string> Submitted(string unit = "东山县", string text = "防汛值班安排\n各单位按表值班。", string author = "ann")
    {
        foreach (var line in new[] { "发通知", unit, text, "提交审批" })
            await Say(author, line);
        return Store.Newest(CircularIndexes.ByAuthor(author));
    }

    public async Task<string> Approved(string unit = "东山县")
    {
        var id = await Submitted(unit);
        await Say("ben", $"通过 {id}");
        return id;
    }

    public Circular Circular(string id) => Store.Find(OpsBot.Core.Circulars.Circular.Kind, id)!.Value;

    public CircularDraft? DraftOf(string person) =>
        Store.Find(Conversation.Kind, new ConversationKey("chat", $"c-{person}", person).ToString())?.Value.DraftOf<CircularDraft>("circular");

    /// <summary>Calls the fan-out as the sweep would, until nothing is due; the number of calls.</summary>
    public async Task<int> Sweep(string id)
    {
        var calls = 0;
        while (Store.DueAt(OpsBot.Core.Circulars.Circular.DueMemberOf(id)) is { } due && due <= Now)
        {
            await FanOut.HandleAsync(Tenant, id, default);
            calls++;
        }
        return calls;
    }

    private async Task<CircularTurn> Turn(string person, string text, BotAction? action)
    {
        var before = Store.Queued.Count;
        var outcome = await _turns.HandleAsync(
            new InboundMessage
            {
                Tenant = Tenant,
                Key = new ConversationKey("chat", $"c-{person}", person),
                MessageId = $"m{++_messages}",
                Text = text,
                Action = action,
                ReplyAddress = new Address("chat", $"c-{person}", person),
            },
            default);
        Assert.Equal(TurnOutcome.Accepted, outcome);
        var sent = Store.Queued.Skip(before).ToArray();
        return new CircularTurn(
            [.. sent.Where(m => m.Class == MessageClass.Reply).Select(m => m.Content)],
            [.. sent.Where(m => m.Class != MessageClass.Reply)]);
    }

    private sealed class Library : IDialog
    {
        public string Name => "library";

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts) => new(facts.Conversation, ["库里的回答"]);
    }

    private sealed class Holder(CircularWorld world) : TimeProvider, IDirectory
    {
        public DirectorySnapshot Of(TenantId tenant) => world.Directory;

        public override DateTimeOffset GetUtcNow() => world.Now;
    }
}
