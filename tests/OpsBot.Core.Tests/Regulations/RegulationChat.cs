using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Model;
using OpsBot.Core.Tests.Complaints;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Regulations;

/// <summary>The real library behind the real router and turn handler, over the in-memory store; every commit is kept for inspection.</summary>
internal sealed class RegulationChat : IDirectory, IChangeStore
{
    public const string Question = "县里晚上十点派活合规吗";
    public const string Cadre = "cadre-in-fengze";
    public const string Stranger = "somebody";

    private static readonly TenantId Tenant = TenantId.Parse("test");
    private readonly InMemoryStore _store = new();
    private readonly TurnHandler _turns;
    private readonly DueSweepHandler _sweep;
    private int _messages;

    public RegulationChat(DirectorySnapshot? directory = null, ISentencePolisher? model = null)
    {
        Directory = directory ?? new DirectorySnapshot([new("city", "云岭市", UnitKind.City, null)], []);
        var library = new RegulationDialog(TestLibrary.Answerer, TestLibrary.Pack.Library, TestLibrary.Pack.Places, ComplaintWorld.Taxonomy);
        var entropy = new SeededEntropy();
        _turns = new TurnHandler(
            new DialogRouter([.. ComplaintWorld.Dialogs(), new AnswerReviewDialog()], library, new WelcomeDialog(), null, new CareDialog(TestLibrary.Answerer)),
            _store.Records, _store.Outbox, this, this, WorkTime.WorkTimeData.Book(_store.Records), entropy, new DeliverySignal(), Clock, model);
        _sweep = new DueSweepHandler(
            _store.Due,
            [new AnswerReviewHandler(_store.Records, this, entropy, Clock), new QuestionExpiryHandler(_store.Records, this, entropy, Clock)],
            Clock,
            new MachineClock(Clock));
    }

    public ManualClock Clock { get; } = new();

    public DirectorySnapshot Directory { get; }

    public List<ChangeSet> Commits { get; } = [];

    public IReadOnlyList<AuditEntry> Audit => _store.AuditOf(Tenant);

    public static Person Someone(string id, string unit, params Role[] roles) => new(id, id, unit, roles, [new Address("test", "talk-" + id, id)]);

    /// <summary>Gives the first reply.</summary>
    public Task<MessageContent> SayAsync(string account, string text) => PlayAsync(account, text, null);

    public Task<MessageContent> PressAsync(string account, CardButton button) => PlayAsync(account, "", button.Action);

    public async Task<Conversation> ConversationOfAsync(string account) =>
        Conversation.Kind.Read(Assert.Single(await _store.Records.GetAsync(Tenant, [Conversation.Kind.Key(KeyOf(account).ToString())], CancellationToken.None))).Value;

    public async Task<IReadOnlyList<AnswerReview>> ReviewsAsync()
    {
        var ids = await _store.Records.ListAsync(Tenant, new IndexQuery(AnswerReview.Index, 1000), CancellationToken.None);
        var found = await _store.Records.GetAsync(Tenant, [.. ids.Select(AnswerReview.Kind.Key)], CancellationToken.None);
        Assert.Equal(ids.Count, found.Count);
        return [.. found.Select(record => AnswerReview.Kind.Read(record).Value)];
    }

    public Task<DateTimeOffset?> NextDueAsync() => _sweep.NextDueAtAsync(Tenant, CancellationToken.None);

    /// <summary>Moves the clock and sweeps all that is due by then.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.Advance(time);
        while (await _sweep.RunOnceAsync(Tenant, CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>Sweeps the only review although it is not due yet.</summary>
    public async Task SweepReviewNowAsync()
    {
        var id = Assert.Single(await _store.Records.ListAsync(Tenant, new IndexQuery(AnswerReview.Index), CancellationToken.None));
        await new AnswerReviewHandler(_store.Records, this, new SeededEntropy(), Clock).HandleAsync(Tenant, id, CancellationToken.None);
    }

    /// <summary>All that a commit writes, as text.</summary>
    public static string Written(ChangeSet change, Func<Effects, object> part) => JsonSerializer.Serialize(part(change.Effects), StoredJson.Options);

    public Task<CommitOutcome> CommitAsync(ChangeSet change, CancellationToken cancellationToken)
    {
        Commits.Add(change);
        return _store.Changes.CommitAsync(change, cancellationToken);
    }

    DirectorySnapshot IDirectory.Of(TenantId tenant) => Directory;

    private static ConversationKey KeyOf(string account) => new("test", "talk-" + account, account);

    private async Task<MessageContent> PlayAsync(string account, string text, BotAction? action)
    {
        var key = KeyOf(account);
        var message = new InboundMessage
        {
            Tenant = Tenant,
            Key = key,
            MessageId = $"m{++_messages}",
            Text = text,
            Action = action,
            ReplyAddress = new Address("test", key.ConversationId, account),
        };
        Assert.Equal(TurnOutcome.Accepted, await _turns.HandleAsync(message, CancellationToken.None));
        return Commits[^1].Effects.Outbox.First(sent => sent.Class == MessageClass.Reply).Content;
    }
}
