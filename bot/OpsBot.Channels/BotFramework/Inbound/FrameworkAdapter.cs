using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using OpsBot.Channels.BotFramework.Authentication;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>The SDK's adapter for an activity that was read and verified already. Its streaming and its logging of texts are not used.</summary>
internal sealed class FrameworkAdapter(TokenAuthenticator authentication) : CloudAdapter(authentication)
{
    /// <summary>Runs a turn.</summary>
    /// <returns>What the bot put into the turn, what the activity's kind asks for, or null: 200 without a body.</returns>
    public async Task<InvokeResponse?> TakeAsync(Caller caller, InboundActivity activity, IBot bot, CancellationToken cancellationToken)
    {
        InvokeResponse? said = null;
        var answer = await ProcessActivityAsync(authentication.ResultOf(caller), activity, TakeAsync, cancellationToken).ConfigureAwait(false);
        return said ?? answer;

        async Task TakeAsync(ITurnContext turn, CancellationToken stop)
        {
            await bot.OnTurnAsync(turn, stop).ConfigureAwait(false);
            said = turn.TurnState.Get<InvokeResponse>();
        }
    }
}
