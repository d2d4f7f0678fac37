using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace OpsBot.Benchmarks.Turn.DotNetPeer;

/// <summary>Does what the peer on node does: counts a conversation's messages, answers, saves before the 200.</summary>
internal sealed class CountingBot(ConversationState state) : ActivityHandler
{
    private readonly IStatePropertyAccessor<Seen> _seen = state.CreateProperty<Seen>("turns");

    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        await base.OnTurnAsync(turnContext, cancellationToken);
        await state.SaveChangesAsync(turnContext, cancellationToken: cancellationToken);
    }

    protected override async Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken)
    {
        var seen = await _seen.GetAsync(turnContext, () => new Seen(), cancellationToken);
        (seen.Count, seen.Last) = (seen.Count + 1, turnContext.Activity.Text);
        await turnContext.SendActivityAsync($"第{seen.Count}条：{seen.Last}", cancellationToken: cancellationToken);
    }

    private sealed class Seen
    {
        public int Count { get; set; }

        public string Last { get; set; } = "";
    }
}
