using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.Shared;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Asks whether a message was read. The platform tells of what went out by the OpenAPI and has a key; it does not tell of
/// cards and of what was said through a session's webhook. Accounts are counted and forgotten.
/// </summary>
internal sealed class ReadStatus(SentMessages sent, IDingTalkCalls calls, IOptions<DingTalkOptions> options) : IReadStatus
{
    private const int PageSize = 200;

    /// <summary>More than the largest group has members.</summary>
    private const int MaxPages = 25;

    private const string TooOld = "processQueryKey.expireTime";
    private static readonly string[] NotPermitted = ["Forbidden.AccessDenied", "bot.stopped", "robot.", "invalidParameter.robotCode"];

    public string Channel => DingTalkOptions.Channel;

    public async Task<ReadAnswer> AskAsync(TenantId tenant, string messageId, CancellationToken cancellationToken)
    {
        if (await sent.FindAsync(tenant, messageId, cancellationToken).ConfigureAwait(false) is not { QueryKey: { Length: > 0 } key } message)
            return new ReadAnswer.Untold();
        return message.Group is { } group
            ? await OfGroupAsync(group, key, cancellationToken).ConfigureAwait(false)
            : await OfPersonAsync(key, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ReadAnswer> OfPersonAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await calls.GetReadByPeopleAsync(key, options.Value.Robot, cancellationToken).ConfigureAwait(false);
        if (!answer.IsGood)
            return Unanswered(answer);
        return answer.Body!["messageReadInfoList"] is JsonArray { Count: > 0 } list
            ? new ReadAnswer.Told(list.OfType<JsonObject>().Count(r => r.Text("readStatus") == "READ"))
            : new ReadAnswer.Refused(ReadRefusal.Other);
    }

    private async Task<ReadAnswer> OfGroupAsync(string group, string key, CancellationToken cancellationToken)
    {
        var readers = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var query = new DingTalkBodies.GroupReadQuery(options.Value.Robot, group, key, PageSize, next);
            var answer = await calls.GetReadByGroupAsync(query, cancellationToken).ConfigureAwait(false);
            if (!answer.IsGood)
                return Unanswered(answer);
            if (answer.Body!["readUserIds"] is not JsonArray ids)
                return new ReadAnswer.Refused(ReadRefusal.Other);
            // A page that shifts while it is read may name somebody twice.
            readers.UnionWith(ids.OfType<JsonValue>().Select(i => i.ToString()));
            next = answer.Body.Text("nextToken");
            if (answer.Body["hasMore"] is not JsonValue more || !more.TryGetValue(out bool hasMore) || !hasMore || next is null)
                return new ReadAnswer.Told(readers.Count);
        }
        return new ReadAnswer.Refused(ReadRefusal.Other);
    }

    private static ReadAnswer Unanswered(VendorAnswer answer) => answer.Verdict switch
    {
        SendResult.Throttled slow => new ReadAnswer.Later(slow.After),
        SendResult.TryLater later => new ReadAnswer.Later(later.After),
        _ when answer.Code == TooOld => new ReadAnswer.Refused(ReadRefusal.TooOld),
        _ when NotPermitted.Any(p => answer.Code.StartsWith(p, StringComparison.Ordinal)) => new ReadAnswer.Refused(ReadRefusal.NotPermitted),
        _ => new ReadAnswer.Refused(ReadRefusal.Other),
    };
}
