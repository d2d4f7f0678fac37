using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>The few methods of the API that the bot uses.</summary>
internal sealed class WeComApi(WeComHttp http, WeComTokens tokens, IOptions<WeComOptions> options, ILogger<WeComApi> logger)
{
    private const string PersonSeparator = "|";

    /// <summary>Sends one message to one person. <paramref name="content"/> holds the type's own field.</summary>
    public async Task<PersonSend> SendToPersonAsync(string user, string type, JsonNode content, bool checkDuplicate, CancellationToken cancellationToken)
    {
        // These would reach others than the one person who was meant.
        if (user.Contains(PersonSeparator, StringComparison.Ordinal) || user.StartsWith('@'))
            return new PersonSend(new SendResult.Refused("wecom-bad-account"));
        var settings = options.Value;
        var body = new JsonObject { ["touser"] = user, ["msgtype"] = type, ["agentid"] = settings.AgentId, [type] = content, ["safe"] = 0 };
        if (checkDuplicate)
        {
            body["enable_duplicate_check"] = 1;
            body["duplicate_check_interval"] = (int)settings.DuplicateCheckInterval.TotalSeconds;
        }
        var answer = await CallAsync(settings.SendPath, body, cancellationToken).ConfigureAwait(false);
        return answer is ApiAnswer.Done done ? new PersonSend(ResultOf(done.Body), done.Body.Text("msgid")) : new PersonSend(ResultOf(answer));
    }

    /// <summary>Sends one message into a group that the application created.</summary>
    public async Task<SendResult> SendToGroupAsync(string chat, string type, JsonNode content, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["chatid"] = chat, ["msgtype"] = type, [type] = content, ["safe"] = 0 };
        return ResultOf(await CallAsync(options.Value.GroupSendPath, body, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Greys a pressed card's buttons and writes what was chosen on them. The code works once, within 72 hours.</summary>
    public async Task UpdateButtonAsync(string user, string responseCode, string title, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["userids"] = new JsonArray(user),
            ["agentid"] = options.Value.AgentId,
            ["response_code"] = responseCode,
            ["button"] = new JsonObject { ["replace_name"] = title },
        };
        // The answer to the press is on its way all the same; a card that stays as it was does no harm.
        switch (await CallAsync(options.Value.UpdateCardPath, body, cancellationToken).ConfigureAwait(false))
        {
            case ApiAnswer.Failed failed:
                WeComLog.CardNotUpdated(logger, $"wecom-{failed.Code}");
                break;
            case ApiAnswer.Unclear unclear:
                WeComLog.CardNotUpdated(logger, unclear.Reason);
                break;
        }
    }

    /// <summary>Takes one message to people back. False: the platform did not, or did not say so.</summary>
    public async Task<bool> RecallAsync(string messageId, CancellationToken cancellationToken) =>
        await CallAsync(options.Value.RecallPath, new JsonObject { ["msgid"] = messageId }, cancellationToken).ConfigureAwait(false) is ApiAnswer.Done;

    private async Task<ApiAnswer> CallAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        var (token, fault) = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        if (token is null)
            return fault!;
        var answer = await PostAsync(path, token, body, cancellationToken).ConfigureAwait(false);
        if (answer is not ApiAnswer.Failed { Code: var code } || !ErrorCodes.IsTokenFault(code))
            return answer;
        tokens.Drop(token);
        (token, fault) = await tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        return token is null ? fault! : await PostAsync(path, token, body, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ApiAnswer> PostAsync(string path, string token, JsonObject body, CancellationToken cancellationToken)
    {
        var answer = await http.PostAsync(path, "access_token=" + Uri.EscapeDataString(token), body, cancellationToken).ConfigureAwait(false);
        if (answer is ApiAnswer.Failed failed)
            WeComLog.ApiError(logger, path, failed.Code);
        return answer;
    }

    private SendResult ResultOf(ApiAnswer answer) => answer switch
    {
        ApiAnswer.Done => Accepted,
        ApiAnswer.Failed failed when options.Value.AlreadySentCodes.Contains(failed.Code) => Accepted,
        ApiAnswer.Failed failed => ErrorCodes.Judge(failed.Code),
        ApiAnswer.SlowDown slow => new SendResult.Throttled("wecom-429", slow.After),
        ApiAnswer.Unclear unclear => new SendResult.TryLater(unclear.Reason),
        _ => throw new InvalidOperationException($"No result for {answer.GetType().Name}."),
    };

    // Taken with errcode 0, and still not for this person.
    private static SendResult ResultOf(JsonObject body) => body switch
    {
        _ when body.Text("invaliduser") is not null => new SendResult.Refused("wecom-invalid-user"),
        _ when body.Text("unlicenseduser") is not null => new SendResult.Refused("wecom-unlicensed-user"),
        _ => Accepted,
    };

    /// <summary>WeCom drops without an error what is over the 30 messages a minute for a member, and never says who read what.</summary>
    internal static SendResult Accepted { get; } = new SendResult.Accepted("accepted-delivery-unknown");
}
