using Microsoft.Extensions.Options;
using OpsBot.Channels.WeCom.Offers;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>Turns what came from WeCom into turns of the bot. A person has one conversation, with the application and the robot alike.</summary>
internal sealed class WeComTurns(TakeTurn takeTurn, OfferBook offers, IOptions<WeComOptions> options)
{
    /// <summary>False: said in a group that nobody registered.</summary>
    public bool Knows(CallbackMessage message) => message.ChatId is not { } chat || options.Value.Groups.ContainsKey(chat);

    /// <summary>One turn.</summary>
    public async Task<TurnOutcome> TakeAsync(CallbackMessage message, CancellationToken cancellationToken)
    {
        var (text, action) = await UnderstandAsync(message, cancellationToken).ConfigureAwait(false);
        var user = message.UserId;
        var inbound = new InboundMessage
        {
            Tenant = options.Value.Tenant,
            Key = new ConversationKey(WeComOptions.Channel, message.ChatId ?? user, user),
            MessageId = message.Id,
            Text = text,
            Action = action,
            IsGreeting = message.Kind == CallbackKind.Greeting,
            ReplyAddress = new Address(WeComOptions.Channel, user, user),
            Group = message.ChatId is { } chat ? new GroupTalk(new Address(WeComOptions.Channel, chat), options.Value.Groups[chat]) : null,
        };
        return await takeTurn(inbound, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(string Text, BotAction? Action)> UnderstandAsync(CallbackMessage message, CancellationToken cancellationToken)
    {
        if (message.Kind != CallbackKind.Text || message.ChatId is not null)
            return (message.Text, message.Action);
        var meant = await offers.UnderstandAsync(options.Value.Tenant, message.UserId, message.Text, cancellationToken).ConfigureAwait(false);
        return meant switch
        {
            null => (message.Text, null),
            { Action: { } action } => ("", action),
            _ => (meant.Title, null),
        };
    }
}
