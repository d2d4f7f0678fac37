using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>
/// The connector's operations. One request each: the outbox repeats, so that a wait survives a restart. Only a refused
/// token is fetched anew and tried once more.
/// </summary>
internal sealed class ConnectorClient(BotFrameworkHttp http, OutboundTokens tokens, MachineClock machine)
{
    private const int MemberPage = 500;
    private const int MaxPages = 200;
    private const int MaxCodeLength = 64;

    /// <summary>Says something in a conversation.</summary>
    public Task<ConnectorAnswer> SendAsync(ConnectorTarget target, string conversation, ReadOnlyMemory<byte> activity, CancellationToken cancellationToken) =>
        CallAsync(target, HttpMethod.Post, ConnectorPaths.Activities(target.ServiceUrl, conversation), conversation, activity, cancellationToken);

    /// <summary>Answers an activity.</summary>
    public Task<ConnectorAnswer> ReplyAsync(ConnectorTarget target, string conversation, string activityId, ReadOnlyMemory<byte> activity, CancellationToken cancellationToken) =>
        CallAsync(target, HttpMethod.Post, ConnectorPaths.Activity(target.ServiceUrl, conversation, activityId), conversation, activity, cancellationToken);

    /// <summary>Replaces what was said.</summary>
    public Task<ConnectorAnswer> UpdateAsync(ConnectorTarget target, string conversation, string activityId, ReadOnlyMemory<byte> activity, CancellationToken cancellationToken) =>
        CallAsync(target, HttpMethod.Put, ConnectorPaths.Activity(target.ServiceUrl, conversation, activityId), conversation, activity, cancellationToken);

    /// <summary>Takes back what was said.</summary>
    public Task<ConnectorAnswer> DeleteAsync(ConnectorTarget target, string conversation, string activityId, CancellationToken cancellationToken) =>
        CallAsync(target, HttpMethod.Delete, ConnectorPaths.Activity(target.ServiceUrl, conversation, activityId), conversation, null, cancellationToken);

    /// <summary>Opens a conversation; the answer's id is the platform's.</summary>
    public Task<ConnectorAnswer> CreateConversationAsync(ConnectorTarget target, JsonObject parameters, CancellationToken cancellationToken) =>
        CallAsync(target, HttpMethod.Post, ConnectorPaths.Conversations(target.ServiceUrl), null, JsonSerializer.SerializeToUtf8Bytes(parameters, WireJson.Options), cancellationToken);

    /// <summary>The members of a conversation, page by page.</summary>
    public async Task<MembersAnswer> MembersAsync(ConnectorTarget target, string conversation, CancellationToken cancellationToken)
    {
        var members = new List<JsonObject>();
        string? continuation = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var address = ConnectorPaths.Members(target.ServiceUrl, conversation, MemberPage, continuation);
            var answer = await CallAsync(target, HttpMethod.Get, address, conversation, null, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccess)
                return new MembersAnswer(members, answer);
            var body = answer.Body;
            members.AddRange((body?["members"] as JsonArray)?.OfType<JsonObject>() ?? []);
            var next = body?.Text("continuationToken");
            if (next is null || next == continuation)
                return new MembersAnswer(members, null);
            continuation = next;
        }
        return new MembersAnswer(members, new ConnectorAnswer(0, "too-many-pages", null));
    }

    private async Task<ConnectorAnswer> CallAsync(
        ConnectorTarget target, HttpMethod method, Uri address, string? conversation, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        var answer = new ConnectorAnswer(0, null, null);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (token, fault) = await tokens.GetAsync(target.Audience, cancellationToken).ConfigureAwait(false);
            if (token is null)
                return new ConnectorAnswer(0, fault, null);
            answer = await CallOnceAsync(token, method, address, conversation, body, cancellationToken).ConfigureAwait(false);
            if (answer.Status != (int)HttpStatusCode.Unauthorized)
                return answer;
            tokens.Drop(target.Audience, token);
        }
        return answer;
    }

    private async Task<ConnectorAnswer> CallOnceAsync(
        OutboundToken token, HttpMethod method, Uri address, string? conversation, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        // Looked at when it was fetched.
        request.Headers.TryAddWithoutValidation("Authorization", token.Authorization);
        if (conversation is not null)
            request.Headers.TryAddWithoutValidation("x-ms-conversation-id", Uri.EscapeDataString(conversation));
        if (body is { } json)
        {
            request.Content = new ReadOnlyMemoryContent(json);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
        }
        try
        {
            using var response = await http.Client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new ConnectorAnswer((int)response.StatusCode, null, null, bytes)
                : new ConnectorAnswer((int)response.StatusCode, CodeOf(WireJson.ReadObject(bytes)), Wait(response.Headers.RetryAfter), bytes);
        }
        catch (Exception fault) when (BotFrameworkHttp.IsNetwork(fault, cancellationToken))
        {
            return new ConnectorAnswer(0, BotFrameworkHttp.FaultCode(fault), null);
        }
    }

    private TimeSpan? Wait(RetryConditionHeaderValue? asked) => asked switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > machine.Now => date - machine.Now,
        _ => null,
    };

    // The code goes into the log and the outbox; the message beside it may quote people and does not.
    private static string? CodeOf(JsonObject? answer) =>
        (answer?["error"] as JsonObject)?.Text("code") is { Length: <= MaxCodeLength } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? code : null;
}
