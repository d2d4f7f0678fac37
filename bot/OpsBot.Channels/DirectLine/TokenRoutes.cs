using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.DirectLine;

/// <summary>Tokens for a portal's server (by the secret) and fresh ones for a client (by its token).</summary>
internal sealed class TokenRoutes(DirectLineAccess access, ConversationAnswers answers, DirectLineTurns turns, AnonymousRate anonymousRate, IOptions<DirectLineOptions> options)
{
    private const int MaxUserLength = 128;
    private const int MaxOrigins = 10;

    public async Task<IResult> GenerateAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (access.RefuseWithoutSecret(request) is { } refusal)
            return refusal;
        var (who, fault) = await ReadAskedAsync(request, cancellationToken).ConfigureAwait(false);
        return who is null ? fault! : Results.Json(answers.WithToken(who), WireJson.Options);
    }

    /// <summary>Whom a portal's server asks for; otherwise the refusal.</summary>
    public async Task<(DirectLinePrincipal? Who, IResult? Refusal)> ReadAskedAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxBodyBytes;
        if (await BoundedBody.ReadAsync(request.Body, limit, cancellationToken).ConfigureAwait(false) is not { } bytes)
            return (null, DirectLineErrors.TooLarge(limit));
        var (asked, fault) = ReadPerson(bytes);
        if (asked is null)
            return (null, DirectLineErrors.Malformed(fault!));
        // Always a user in the token: otherwise a client could name itself after anybody.
        var user = asked.Id ?? turns.NewGuestId();
        return (new DirectLinePrincipal(TenantId.Parse(options.Value.Tenant!), turns.NewConversationId(), user, asked.Name, asked.Origins), null);
    }

    /// <summary>The person of a request for a token, or what is wrong with it.</summary>
    public static (AskedPerson? Person, string? Fault) ReadPerson(byte[] asked)
    {
        if ((asked.Length == 0 ? [] : WireJson.ReadObject(asked)) is not { } body)
            return (null, ChannelTexts.NotJson);
        var user = body["user"] as JsonObject;
        var (id, name) = (user?.Text("id"), user?.Text("name"));
        if (id is { Length: > MaxUserLength } || name is { Length: > MaxUserLength })
            return (null, ChannelTexts.BadUser);
        var origins = body["trustedOrigins"] is JsonArray list
            ? list.OfType<JsonValue>().Select(v => v.TryGetValue(out string? origin) ? origin : "").Where(o => o.Length > 0).Take(MaxOrigins).ToList()
            : [];
        return (new AskedPerson(id, name, origins), null);
    }

    /// <summary>A token for a visitor of whom nothing is known and nothing is kept.</summary>
    public IResult Anonymous(HttpRequest request)
    {
        if (!options.Value.AllowAnonymous)
            return DirectLineErrors.NoPublicEntrance;
        if (anonymousRate.Take(request.HttpContext.Connection.RemoteIpAddress) is { } after)
            return DirectLineErrors.TooFast(after);
        var who = new DirectLinePrincipal(TenantId.Parse(options.Value.Tenant!), turns.NewConversationId(), turns.NewVisitorId(), null, []) { IsAnonymous = true };
        request.HttpContext.Response.Headers.CacheControl = "no-store";
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
