using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>What the bot does with the few calls of <see cref="IWeComCalls"/>.</summary>
internal sealed class WeComApi(IWeComCalls calls, IOptions<WeComOptions> options, ILogger<WeComApi> logger)
{
    private const string PersonSeparator = "|";
    private const string Text = "text";

    /// <summary>Sends words to one person.</summary>
    /// <param name="type"><c>text</c> or <c>markdown</c>.</param>
    public Task<PersonSend> SendToPersonAsync(string user, string type, string words, bool checkDuplicate, CancellationToken cancellationToken)
    {
        var said = new WeComBodies.Words(words);
        return SendAsync(Message(user, type, checkDuplicate) with { Text = type == Text ? said : null, Markdown = type == Text ? null : said }, cancellationToken);
    }

    /// <summary>Sends a card to one person.</summary>
    public Task<PersonSend> SendCardAsync(string user, JsonObject card, bool checkDuplicate, CancellationToken cancellationToken) =>
        SendAsync(Message(user, "template_card", checkDuplicate) with { TemplateCard = card }, cancellationToken);

    /// <summary>Sends one message into a group that the application created.</summary>
    public async Task<SendResult> SendToGroupAsync(string chat, string type, string words, CancellationToken cancellationToken)
    {
        var said = new WeComBodies.Words(words);
        var message = new WeComBodies.GroupMessage(chat, type, type == Text ? said : null, type == Text ? null : said, Safe: 0);
        return ResultOf(Noted(options.Value.GroupSendPath, await calls.SendToGroupAsync(message, cancellationToken).ConfigureAwait(false)));
    }

    /// <summary>Greys a pressed card's buttons and writes what was chosen on them. The code works once, within 72 hours.</summary>
    public async Task UpdateButtonAsync(string user, string responseCode, string title, CancellationToken cancellationToken)
    {
        var change = new WeComBodies.CardChange([user], options.Value.AgentId, responseCode, new WeComBodies.Button(title));
        var answer = Noted(options.Value.UpdateCardPath, await calls.UpdateCardAsync(change, cancellationToken).ConfigureAwait(false));
        // The answer to the press is on its way all the same; a card that stays as it was does no harm.
        if (!answer.IsGood)
            WeComLog.CardNotUpdated(logger, ErrorCodes.Reason(answer));
    }

    /// <summary>Takes one message to people back. False: the platform did not, or did not say so.</summary>
    public async Task<bool> RecallAsync(string messageId, CancellationToken cancellationToken) =>
        Noted(options.Value.RecallPath, await calls.RecallAsync(new WeComBodies.Recall(messageId), cancellationToken).ConfigureAwait(false)).IsGood;

    private WeComBodies.PersonMessage Message(string user, string type, bool checkDuplicate) => new(
        user, type, options.Value.AgentId, Text: null, Markdown: null, TemplateCard: null, Safe: 0,
        checkDuplicate ? 1 : null,
        checkDuplicate ? (int)options.Value.DuplicateCheckInterval.TotalSeconds : null);

    private async Task<PersonSend> SendAsync(WeComBodies.PersonMessage message, CancellationToken cancellationToken)
    {
        // These would reach others than the one person who was meant.
        if (message.Touser.Contains(PersonSeparator, StringComparison.Ordinal) || message.Touser.StartsWith('@'))
            return new PersonSend(new SendResult.Refused("wecom-bad-account"));
        var answer = Noted(options.Value.SendPath, await calls.SendToPersonAsync(message, cancellationToken).ConfigureAwait(false));
        return answer.IsGood ? new PersonSend(ErrorCodes.OfReceivers(answer.Body!), answer.Body!.Text("msgid")) : new PersonSend(ResultOf(answer));
    }

    private SendResult ResultOf(VendorAnswer answer) =>
        ErrorCodes.CodeOf(answer) is { } code && options.Value.AlreadySentCodes.Contains(code) ? ErrorCodes.Accepted : answer.Verdict!;

    private VendorAnswer Noted(string method, VendorAnswer answer)
    {
        if (ErrorCodes.CodeOf(answer) is { } code and not 0)
            WeComLog.ApiError(logger, method, code);
        return answer;
    }
}
