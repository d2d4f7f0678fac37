using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.TestKit.Dialogs;

/// <summary>
/// Plays turns against pure dialogs through the real router, over dictionaries, with the store's version guards. Time and
/// chance are the test's.
/// </summary>
public sealed class DialogHarness
{
    private static readonly TenantId Tenant = TenantId.Parse("test");
    private readonly DialogRouter _router;
    private readonly Random _random;
    private int _turns;

    public DialogHarness(IReadOnlyList<IDialog> dialogs, DirectorySnapshot directory, DateTimeOffset now, HoursEdition edition, int seed = 1)
    {
        Edition = edition;
        Directory = directory;
        Now = now;
        _random = new Random(seed);
        _router = new DialogRouter(dialogs, new CannedDialog(LibraryAnswer), new CannedDialog("您好"));
    }

    /// <summary>What the library is made to answer.</summary>
    public const string LibraryAnswer = "【制度库的回答】";

    /// <summary>What the account of somebody begins with who came through the public entrance.</summary>
    public const string Visitor = "visitor-";

    public DirectorySnapshot Directory { get; }

    public DateTimeOffset Now { get; set; }

    /// <summary>The calendar and the hours in force.</summary>
    public HoursEdition Edition { get; set; }

    public Dictionary<RecordKey, StoredRecord> Records { get; } = [];

    public Dictionary<string, SortedDictionary<string, DateTimeOffset>> Indexes { get; } = [];

    public Dictionary<string, DateTimeOffset> Dues { get; } = [];

    /// <summary>Every message decided beside the replies, withdrawn ones included.</summary>
    public List<OutboundMessage> Outbox { get; } = [];

    /// <summary>Ids of messages that were withdrawn before they were sent.</summary>
    public HashSet<string> Withdrawn { get; } = [];

    /// <summary>Ids of messages that the test let go out.</summary>
    public HashSet<string> Sent { get; } = [];

    /// <summary>Messages that a channel refused for good: reasons by id. The test says which.</summary>
    public Dictionary<string, string> Dead { get; } = [];

    public List<AuditEntry> Audit { get; } = [];

    /// <summary>A turn of typed text. The account is a person's id, or any other word for a stranger.</summary>
    public TurnResult Say(string account, string text) => Play(account, text, null);

    /// <summary>A turn by a button.</summary>
    public TurnResult Press(string account, string action, params (string Name, string Value)[] args) =>
        Play(account, "", new BotAction(action, args.ToDictionary(a => a.Name, a => a.Value)));

    /// <summary>All replies of a typed turn, as one text.</summary>
    public string Ask(string account, string text) => TextOf(Say(account, text));

    public static string TextOf(TurnResult result) => string.Join('\n', result.Replies.Select(r => r.Text));

    public byte[] Draw()
    {
        var bytes = new byte[32];
        _random.NextBytes(bytes);
        return bytes;
    }

    public Conversation ConversationOf(string account) =>
        Records.TryGetValue(Conversation.Kind.Key(KeyOf(account).ToString()), out var stored) ? Conversation.Kind.Read(stored).Value : new Conversation();

    public T? Find<T>(RecordKind<T> kind, string id)
        where T : class => Versioned(kind, id)?.Value;

    public Versioned<T>? Versioned<T>(RecordKind<T> kind, string id)
        where T : class => Records.TryGetValue(kind.Key(id), out var stored) ? kind.Read(stored) : null;

    /// <summary>Messages of a class that are neither withdrawn nor sent.</summary>
    public IEnumerable<OutboundMessage> Waiting(MessageClass? @class = null) =>
        Outbox.Where(m => !Withdrawn.Contains(m.Id) && !Sent.Contains(m.Id) && (@class is null || m.Class == @class));

    /// <summary>Writes as the store does; a wrong version throws.</summary>
    public void Apply(Effects effects)
    {
        foreach (var write in effects.Records)
        {
            var version = Records.TryGetValue(write.Key, out var stored) ? stored.Version : 0;
            if (version != write.ExpectedVersion)
                throw new InvalidOperationException($"{write.Key} has version {version}, expected {write.ExpectedVersion}.");
        }
        if (effects.Records.GroupBy(w => w.Key).Any(g => g.Count() > 1))
            throw new InvalidOperationException("One record is written twice.");
        foreach (var write in effects.Records)
        {
            if (write.Json is null)
                Records.Remove(write.Key);
            else
                Records[write.Key] = new StoredRecord(write.Key, write.ExpectedVersion + 1, write.Json);
        }
        foreach (var write in effects.Indexes)
        {
            var index = Indexes.TryGetValue(write.Index, out var known) ? known : Indexes[write.Index] = [];
            if (write.At is { } at)
                index[write.Member] = at;
            else
                index.Remove(write.Member);
        }
        foreach (var due in effects.Dues)
        {
            if (due.DueAt is { } at)
                Dues[due.Member] = at;
            else
                Dues.Remove(due.Member);
        }
        Withdrawn.UnionWith(Waiting().Where(m => effects.Withdrawals.Contains(m.Subject)).Select(m => m.Id).ToArray());
        foreach (var message in effects.Outbox)
        {
            if (Outbox.Any(m => m.Id == message.Id))
                throw new InvalidOperationException($"Message id {message.Id} is used twice.");
            Outbox.Add(message);
        }
        Audit.AddRange(effects.Audit);
    }

    /// <summary>What a dialog asks to see for a typed text, over all rounds.</summary>
    public FactNeeds NeedsOf(IDialog dialog, string account, string text)
    {
        var loaded = Load(dialog, FactsOf(account, text, null));
        return new FactNeeds { Records = [.. loaded.Asked], Lists = [.. loaded.Lists.Keys] };
    }

    private static ConversationKey KeyOf(string account) => new("test", "talk-" + account, account);

    private TurnResult Play(string account, string text, BotAction? action)
    {
        var id = KeyOf(account).ToString();
        var facts = FactsOf(account, text, action);
        var dialog = _router.Route(facts);
        var result = dialog.Step(Load(dialog, facts));
        var version = Records.TryGetValue(Conversation.Kind.Key(id), out var stored) ? stored.Version : 0;
        var own = new Effects { Records = [Conversation.Kind.Put(id, result.Conversation with { Turns = facts.Conversation.Turns + 1 }, version)] };
        Apply(own.Plus(result.Effects));
        return result;
    }

    private TurnFacts FactsOf(string account, string text, BotAction? action)
    {
        var key = KeyOf(account);
        return new TurnFacts
        {
            Now = Now,
            Message = new InboundMessage
            {
                Tenant = Tenant,
                Key = key,
                MessageId = $"m{++_turns}",
                Text = text,
                Action = action,
                ReplyAddress = new Address("test", key.ConversationId, account),
                IsAnonymous = account.StartsWith(Visitor, StringComparison.Ordinal),
            },
            Sender = Directory.Person(account),
            Directory = Directory,
            Edition = Edition,
            Conversation = ConversationOf(account),
            Entropy = Draw(),
        };
    }

    private TurnFacts Load(IDialog dialog, TurnFacts facts)
    {
        for (var round = 0; round < 4; round++)
        {
            var needs = dialog.Needs(facts);
            facts = facts with
            {
                Asked = facts.Asked.Concat(needs.Records).ToHashSet(),
                Records = needs.Records.Concat(facts.Asked).Distinct().Where(Records.ContainsKey).ToDictionary(k => k, k => Records[k]),
                Lists = needs.Lists.Concat(facts.Lists.Keys).Distinct().ToDictionary(q => q, Members),
                DeliveryCounts = needs.DeliveryCounts.Concat(facts.DeliveryCounts.Keys).Distinct().ToDictionary(subject => subject, Counts),
                Messages = needs.Messages.Concat(facts.Messages.Keys).Distinct().ToDictionary(id => id, EntryOf),
                // Nothing was delivered in this world.
                BurdenDays = needs.BurdenDays.Concat(facts.BurdenDays.Keys).Distinct().ToDictionary(query => query, _ => (IReadOnlyList<BurdenLine>)[]),
                BurdenMonths = needs.BurdenMonths.Concat(facts.BurdenMonths.Keys).Distinct().ToDictionary(month => month, _ => (IReadOnlyDictionary<string, int>)new Dictionary<string, int>()),
            };
        }
        return facts;
    }

    private IReadOnlyDictionary<DeliveryState, int> Counts(string subject) => Outbox.Where(m => m.Subject == subject).CountBy(StateOf).ToDictionary();

    private OutboxEntry? EntryOf(string id) =>
        Outbox.Find(m => m.Id == id) is { } message ? new OutboxEntry(message, StateOf(message), 1, message.CreatedAt, Dead.GetValueOrDefault(id)) : null;

    private DeliveryState StateOf(OutboundMessage message) => this switch
    {
        _ when Withdrawn.Contains(message.Id) => DeliveryState.Withdrawn,
        _ when Dead.ContainsKey(message.Id) => DeliveryState.DeadLettered,
        _ => Sent.Contains(message.Id) ? DeliveryState.Delivered : DeliveryState.Queued,
    };

    private IReadOnlyList<string> Members(IndexQuery query)
    {
        if (query.Index == DeadLetterDialog.Index)
            return [.. Dead.Keys.Where(id => !Withdrawn.Contains(id)).Take(query.Take)];
        var members = Indexes.TryGetValue(query.Index, out var index) ? index.OrderBy(m => m.Value).Select(m => m.Key) : [];
        return [.. (query.NewestFirst ? members.Reverse() : members).Take(query.Take)];
    }

    private sealed class CannedDialog(string reply) : IDialog
    {
        public string Name => "canned";

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [reply]);
    }
}
