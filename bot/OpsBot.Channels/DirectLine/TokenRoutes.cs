using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>Tokens for a portal's server (by the secret) and fresh ones for a client (by its token).</summary>
internal sealed class TokenRoutes(DirectLineAccess access, ConversationAnswers answers, DirectLineTurns turns, IOptions<DirectLineOptions> options)
{
    private const int MaxUserLength = 128;
    private const int MaxOrigins = 10;

    public async Task<IResult> GenerateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (access.RefuseWithoutSecret(request) is { } refusal)
            return refusal;
        var limit = options.Value.MaxBodyBytes;
        if (await BoundedBody.ReadAsync(request.Body, limit, cancellationToken).ConfigureAwait(false) is not { } bytes)
            return DirectLineErrors.TooLarge(limit);
        if ((bytes.Length == 0 ? [] : WireJson.ReadObject(bytes)) is not { } body)
            return DirectLineErrors.Malformed(ChannelTexts.NotJson);
        var user = body["user"] as JsonObject;
        var (id, name) = (user?.Text("id"), user?.Text("name"));
        if (id is { Length: > MaxUserLength } || name is { Length: > MaxUserLength })
            return DirectLineErrors.Malformed(ChannelTexts.BadUser);
        var origins = body["trustedOrigins"] is JsonArray list
            ? list.OfType<JsonValue>().Select(v => v.TryGetValue(out string? origin) ? origin : "").Where(o => o.Length > 0).Take(MaxOrigins).ToList()
            : [];
        // Always a user in the token: otherwise a client could name itself after anybody.
        var who = new DirectLinePrincipal(TenantId.Parse(options.Value.Tenant!), turns.NewConversationId(), id ?? turns.NewGuestId(), name, origins);
        return Results.Json(answers.WithToken(who), WireJson.Options);
    }

    public async Task<IResult> RefreshAsync(HttpRequest request)
    {
        var (who, refusal) = await access.ReadAsync(request).ConfigureAwait(false);
        return who is null ? refusal! : Results.Json(answers.WithToken(who), WireJson.Options);
    }

    /// <summary>Clients ask for it before a sign-in card; any id will do.</summary>
    public async Task<IResult> SessionAsync(HttpRequest request)
    {
        var (who, refusal) = await access.ReadAsync(request).ConfigureAwait(false);
        return who is null ? refusal! : Results.Json(new { sessionId = who.ConversationId }, WireJson.Options);
    }
}
