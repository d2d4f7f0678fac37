using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.Identity;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.Complaints;
using OpsBot.Core.Tests.Delivery;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;
using OpsBot.Memory;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Identity;

/// <summary>
/// The real turn handler and delivery worker over the store in memory, with three channels. lin is a supervisor whom the
/// directory knows in WeCom only; chen is known in DingTalk.
/// </summary>
internal sealed class IdentityWorld : IDirectory, IQuietHoursSource
{
    public const string WeCom = "wecom";
    public const string DingTalk = "dingtalk";
    public const string Web = "directline";
    private const string Library = "【制度库的回答】";
    private readonly TurnHandler _turns;
    private readonly OutboxDeliveryHandler _delivery;
    private int _messages;

    public IdentityWorld(string? linAccounts = """{"wecom":"lin.w"}""")
    {
        Store = new InMemoryStore(Clock);
        Directory = Read(linAccounts);
        Channels = [.. new[] { WeCom, DingTalk, Web }.Select(name => new RecordingChannel(name, Clock))];
        var signal = new DeliverySignal();
        var router = new DialogRouter(
            [
                new IntakeDialog(ComplaintWorld.Taxonomy, ComplaintWorld.Keys), new AccountDialog(Keys, Rules),
                new ReceiptDialog(ComplaintWorld.Keys, ComplaintWorld.Taxonomy, ComplaintWorld.Rules), new CaseDesk(ComplaintWorld.Taxonomy, ComplaintWorld.Rules),
            ],
            new CannedDialog(), new WelcomeDialog());
        _turns = new TurnHandler(router, Store.Records, Store.Outbox, Store.Changes, this, WorkTimeData.Book(Store.Records), new SeededEntropy(), signal, Clock);
        _delivery = new OutboxDeliveryHandler(
            Store.Outbox, new DeliveryPipeline(StandardStages.InOrder(GateData.Rules)), GateData.Rules, Channels, [], this, this, new RetryPolicy(), Clock, new MachineClock(Clock),
            addresses: new PersonAddresses(Store.Records));
    }

    public static LinkRules Rules { get; } =
        LinkRules.Parse(File.ReadAllText(Path.Combine(WorkTimeData.Root, "manifests", "packs", "general", "identity.json"))).Value!;

    public static LinkKeys Keys { get; } = new("a secret of tests, 32 bytes long"u8.ToArray());

    public static TenantId Tenant { get; } = TenantId.Parse("test");

    /// <summary>A working Monday, 09:00.</summary>
    public ManualClock Clock { get; } = new();

    public InMemoryStore Store { get; }

    public IReadOnlyList<RecordingChannel> Channels { get; }

    public DirectorySnapshot Directory { get; set; }

    public IReadOnlyList<AuditEntry> Audit => [.. Store.AuditOf(Tenant).Where(a => a.Action.StartsWith("account.", StringComparison.Ordinal))];

    public static DirectorySnapshot Read(string? linAccounts, string more = "") => DirectoryPack.Parse(
        $$$"""
        {"units":[{"id":"city","name":"专班","kind":"city"}],
         "people":[{"id":"lin","name":"林夏","unit":"city","roles":["supervisor"]{{{(linAccounts is null ? "" : $",\"accounts\":{linAccounts}")}}}},
                   {"id":"chen","name":"陈梅","unit":"city","roles":["cadre"],"accounts":{"dingtalk":"chen.d"}}{{{more}}}]}
        """,
        [
            new AccountChannel(DingTalk, account => new Address(DingTalk, $"user:{account}", account), AccountDefault.WithoutAccounts),
            new AccountChannel(WeCom, account => new Address(WeCom, account, account), AccountDefault.WithoutAccounts),
            new AccountChannel(Web, account => new Address(Web, $"web-{account}", account), AccountDefault.Nobody),
        ]);

    public DirectorySnapshot Of(TenantId tenant) => Directory;

    public ValueTask<QuietHours> ForAsync(TenantId tenant, string? personId, CancellationToken cancellationToken) => new(WorkTimeData.QuietHours);

    /// <summary>A typed turn; gives what was answered there.</summary>
    public async Task<string> SayAsync(string channel, string account, string text, string? group = null, string? messageId = null)
    {
        var conversation = channel == DingTalk ? $"user:{account}" : account;
        var before = SentTo(channel, conversation).Count;
        Assert.NotEqual(TurnOutcome.Busy, await TakeAsync(channel, account, text, group, messageId));
        await DeliverAsync();
        return string.Join('\n', SentTo(channel, conversation).Skip(before).Where(m => m.Class == MessageClass.Reply).Select(m => m.Content.Text));
    }

    /// <summary>A typed turn, whose answer is left in the outbox.</summary>
    public Task<TurnOutcome> TakeAsync(string channel, string account, string text, string? group = null, string? messageId = null)
    {
        var conversation = channel == DingTalk ? $"user:{account}" : account;
        var message = new InboundMessage
        {
            Tenant = Tenant,
            Key = new ConversationKey(channel, group ?? conversation, account),
            MessageId = messageId ?? $"m{Interlocked.Increment(ref _messages)}",
            Text = text,
            ReplyAddress = new Address(channel, conversation, account),
            Group = group is null ? null : new GroupTalk(new Address(channel, group), "city"),
        };
        return _turns.HandleAsync(message, CancellationToken.None);
    }

    /// <summary>Sends what is ready. What the channels' rates put off by less than a minute is waited for.</summary>
    public async Task DeliverAsync()
    {
        while (await _delivery.RunOnceAsync(Tenant, CancellationToken.None) > 0
            || (await Store.Outbox.NextReadyAtAsync(Tenant, CancellationToken.None) is { } at && at - Clock.Now < TimeSpan.FromMinutes(1)))
            if (await Store.Outbox.NextReadyAtAsync(Tenant, CancellationToken.None) is { } next && next > Clock.Now && next - Clock.Now < TimeSpan.FromMinutes(1))
                Clock.Now = next;
    }

    public IReadOnlyList<OutboundMessage> SentTo(string channel, string conversation) =>
        [.. Channels.Single(c => c.Channel == channel).Sent.Where(s => s.Address.ConversationId == conversation).Select(s => s.Message)];

    /// <summary>Asks for a code as lin and gives its digits.</summary>
    public async Task<string> CodeAsync()
    {
        var answer = await SayAsync(WeCom, "lin.w", "绑定账号");
        Assert.StartsWith("绑定码：", answer, StringComparison.Ordinal);
        return string.Concat(answer.Split('\n')[0].Where(char.IsAsciiDigit));
    }

    /// <summary>Links an account of DingTalk to lin.</summary>
    public async Task<string> LinkAsync(string account = "lin.d")
    {
        var answer = await SayAsync(DingTalk, account, await CodeAsync());
        Assert.Contains("我认您是林夏", answer, StringComparison.Ordinal);
        return AccountHandle.Of(DingTalk, account);
    }

    public Task QueueAsync(string id, string personId) => Store.Changes.CommitAsync(
        new ChangeSet
        {
            Tenant = Tenant,
            AttemptId = id,
            Effects = new Effects { Outbox = [new OutboundMessage { Id = id, Class = MessageClass.Assignment, PersonId = personId, Content = id, CreatedAt = Clock.Now }] },
        },
        CancellationToken.None);

    private sealed class CannedDialog : IDialog
    {
        public string Name => "library";

        public bool Claims(TurnFacts facts) => false;

        public TurnResult Step(TurnFacts facts) => new(facts.Conversation, [Library]);
    }
}
