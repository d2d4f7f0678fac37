using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>Makes a turn of an activity. The way back is stored before the turn, so that the answer finds it.</summary>
internal sealed class InboundTurns(TakeTurn takeTurn, ReferenceStore references, IEntropySource entropy, IOptions<BotFrameworkOptions> options)
{
    private const int LongestTyped = 60;
    private readonly TenantId _tenant = TenantId.Parse(options.Value.Tenant!);

    /// <summary>The way back to the sender, kept for answers and for what the bot says first.</summary>
    public Task RememberAsync(Caller caller, InboundActivity activity, InboundPlace place, CancellationToken cancellationToken)
    {
        var reference = new ConversationReference
        {
            ServiceUrl = activity.ServiceUrl,
            ChannelId = activity.ChannelId,
            PlatformId = activity.ConversationId,
            ConversationType = activity.ConversationType,
            IsGroup = activity.IsGroup,
            TenantId = activity.TenantId,
            BotId = activity.RecipientId,
            UserId = activity.IsGroup ? null : activity.FromId,
            CallerAppId = caller.Family == TokenFamily.Skill ? caller.AppId : null,
        };
        return references.IsKnown(_tenant, place.ConversationId, reference)
            ? Task.CompletedTask
            : references.RememberAsync(_tenant, place.ConversationId, reference, activity.IsGroup ? null : place.AccountKey(), cancellationToken);
    }

    /// <summary>There is no way back any more: what is sent there would only be refused.</summary>
    public Task ForgetAsync(InboundActivity activity, InboundPlace place, CancellationToken cancellationToken) =>
        references.ForgetAsync(_tenant, place.ConversationId, activity.IsGroup ? null : place.AccountKey(), cancellationToken);

    /// <summary>The id under which the activity's turn is taken once.</summary>
    public string MessageIdOf(InboundActivity activity) => activity.IsArrival ? MessageIds.Greeting : activity.Id ?? MessageIds.New(entropy);

    /// <summary>Takes the turn.</summary>
    public async Task<TurnOutcome> TakeAsync(
        InboundActivity activity, InboundPlace place, string messageId, Action<IReadOnlyList<string>>? onQueued, CancellationToken cancellationToken)
    {
        var (channel, conversationId, account) = place;
        // A typed word or number of what was offered is the same as pressing it.
        var mayMean = activity.Action is null && !activity.IsGroup && activity.Text.Length is > 0 and <= LongestTyped;
        var message = new InboundMessage
        {
            Tenant = _tenant,
            Key = new ConversationKey(channel, conversationId, account),
            MessageId = messageId,
            Text = activity.Text,
            Action = activity.Action,
            AlsoRead = mayMean ? [OfferedMenu.Kind.Key(conversationId)] : [],
            Meant = mayMean ? (typed, read) => Meant(typed, references.NoteMenu(_tenant, conversationId, read)) : null,
            IsGreeting = activity.IsArrival,
            ReplyAddress = activity.IsGroup ? await OwnAddressAsync(channel, conversationId, account, cancellationToken).ConfigureAwait(false) : new Address(channel, conversationId, account),
            Group = activity.IsGroup ? new GroupTalk(new Address(channel, conversationId), UnitOf(activity)) : null,
            OnQueued = onQueued,
            HasFiles = activity.HasFiles,
        };
        return await takeTurn(message, cancellationToken).ConfigureAwait(false);
    }

    private static InboundMessage Meant(InboundMessage typed, OfferedMenu menu) => menu.Find(typed.Text) switch
    {
        null => typed,
        { Action: { } action } => typed with { Text = "", Action = action },
        { Title: var title } => typed with { Text = title },
    };

    // Nobody is answered before others: in a group the answer goes to the person's own conversation, or to a new one where
    // that can be opened. The group's address says that there is none; the directory's is taken then.
    private async Task<Address> OwnAddressAsync(string channel, string groupId, string account, CancellationToken cancellationToken)
    {
        if (await references.FindPersonalAsync(_tenant, channel, account, cancellationToken).ConfigureAwait(false) is { } personal)
            return new Address(channel, personal, account);
        return channel == BotFrameworkOptions.TeamsChannel && options.Value.ServiceUrl is not null
            ? new Address(channel, "", account)
            : new Address(channel, groupId);
    }

    private string UnitOf(InboundActivity activity)
    {
        var group = activity.ConversationId.Split(';')[0];
        return options.Value.Groups.FirstOrDefault(g => g.ConversationId == group)?.UnitId ?? "";
    }
}
