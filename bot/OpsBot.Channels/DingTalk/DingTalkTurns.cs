using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DingTalk;

/// <summary>Makes turns of the bot out of what DingTalk hands over, in either mode.</summary>
internal sealed class DingTalkTurns(
    TakeTurn takeTurn,
    TypedOptions typed,
    SessionWebhooks webhooks,
    IChangeStore store,
    DeliverySignal signal,
    MachineClock machine,
    TimeProvider clock,
    IOptions<DingTalkOptions> options,
    ILogger<DingTalkTurns> logger)
{
    private const int IdLength = 26;
    private readonly Dictionary<string, string> _units = options.Value.Groups.DistinctBy(g => g.ConversationId).ToDictionary(g => g.ConversationId, g => g.UnitId);

    private TenantId Tenant { get; } = TenantId.Parse(options.Value.Tenant!);

    /// <summary>True when the message is older than a message id is remembered for; it must not be taken.</summary>
    public bool IsTooOld(RobotMessage message) =>
        message.CreatedAt is { } created && machine.Now.ToUnixTimeMilliseconds() - created > options.Value.MaxMessageAge.TotalMilliseconds;

    /// <summary>One message. It may be acknowledged only when it was accepted or is a duplicate.</summary>
    public async Task<TurnOutcome> TakeAsync(RobotMessage message, CancellationToken cancellationToken)
    {
        var person = ConversationNames.OfUser(DingTalkOptions.Channel, message.Account);
        var group = message.IsGroup ? ConversationNames.OfGroup(DingTalkOptions.Channel, message.ConversationId) : null;
        var unit = message.IsGroup ? _units.GetValueOrDefault(message.ConversationId) : null;
        if (message.IsGroup && (unit is null || message.Text is null))
        {
            if (unit is null)
                DingTalkLog.UnknownGroup(logger, message.Id);
            return TurnOutcome.Accepted;
        }
        var inbound = new InboundMessage
        {
            Tenant = Tenant,
            Key = new ConversationKey(DingTalkOptions.Channel, (group ?? person).ConversationId, message.Account),
            MessageId = message.Id,
            Text = message.Text ?? "",
            ReplyAddress = person,
            Group = group is null ? null : new GroupTalk(group, unit!),
        };
        webhooks.Remember(message);
        var outcome = message.Text is null
            ? await SayTextOnlyAsync(inbound, cancellationToken).ConfigureAwait(false)
            : await takeTurn(group is null ? await typed.ResolveAsync(inbound, cancellationToken).ConfigureAwait(false) : inbound, cancellationToken).ConfigureAwait(false);
        DingTalkLog.Taken(logger, message.Id, outcome);
        return outcome;
    }

    /// <summary>A pressed button, wherever its card lies: the answer goes to the person's own chat. The same press twice is one.</summary>
    public Task<TurnOutcome> TakeAsync(CardPress press, CancellationToken cancellationToken)
    {
        var person = ConversationNames.OfUser(DingTalkOptions.Channel, press.Account);
        var args = (press.Action?.Args ?? new Dictionary<string, string>()).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}");
        var pressed = string.Join('\n', args.Prepend(press.Action?.Name ?? press.Title).Prepend(press.CardId));
        return takeTurn(new InboundMessage
        {
            Tenant = Tenant,
            Key = new ConversationKey(DingTalkOptions.Channel, person.ConversationId, press.Account),
            MessageId = "card/" + Identifier.Base32(SHA256.HashData(Encoding.UTF8.GetBytes(pressed)), IdLength),
            Text = press.Action is null ? press.Title.Trim() : "",
            Action = press.Action,
            ReplyAddress = person,
        }, cancellationToken);
    }

    // No dialog can do anything with a picture; the answer takes the same way as every other: through the outbox, once.
    private async Task<TurnOutcome> SayTextOnlyAsync(InboundMessage inbound, CancellationToken cancellationToken)
    {
        var key = $"turn/{inbound.Key}/{inbound.MessageId}";
        var id = Identifier.Base32(SHA256.HashData(Encoding.UTF8.GetBytes(key)), IdLength);
        var reply = new OutboundMessage
        {
            Id = id,
            Class = MessageClass.Reply,
            Address = inbound.ReplyAddress,
            Content = MessengerTexts.TextOnly,
            CreatedAt = clock.GetUtcNow(),
            ReplyTo = inbound.MessageId,
        };
        var change = new ChangeSet
        {
            Tenant = inbound.Tenant,
            AttemptId = $"text-only/{id}/{machine.Now.ToUnixTimeMilliseconds()}",
            Once = new OnceKey(key, OnceKey.DefaultKeepFor),
            Effects = new Effects { Outbox = [reply] },
        };
        var outcome = await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
        signal.Nudge();
        return outcome switch
        {
            CommitOutcome.Committed => TurnOutcome.Accepted,
            CommitOutcome.Duplicate => TurnOutcome.Duplicate,
            _ => TurnOutcome.Busy,
        };
    }
}
