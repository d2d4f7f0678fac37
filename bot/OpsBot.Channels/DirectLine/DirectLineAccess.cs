using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace OpsBot.Channels.DirectLine;

/// <summary>Who is asking: the holder of a token, or a portal's server with the secret.</summary>
internal sealed class DirectLineAccess(DirectLineTokens tokens, IOptions<DirectLineOptions> options)
{
    private const string Scheme = "Bearer ";

    /// <summary>The token's holder, or the refusal. A token opens only its own conversation.</summary>
    public async Task<(DirectLinePrincipal? Who, IResult? Refusal)> ReadAsync(HttpRequest request, string? conversationId = null)
    {
        if (Credential(request) is not { } token)
            return (null, DirectLineErrors.NoToken);
        var reading = await tokens.ReadAsync(token).ConfigureAwait(false);
        return Judge(request, reading, conversationId);
    }

    /// <summary>As <see cref="ReadAsync"/>, for the token in a stream address.</summary>
    public async Task<(DirectLinePrincipal? Who, IResult? Refusal)> ReadStreamAsync(HttpRequest request, string? conversationId)
    {
        if (request.Query["t"].ToString() is not { Length: > 0 } token)
            return (null, DirectLineErrors.NoToken);
        var reading = await tokens.ReadStreamAsync(token).ConfigureAwait(false);
        return Judge(request, reading, conversationId);
    }

    /// <summary>As <see cref="ReadAsync"/>, for the token in a file's address.</summary>
    public async Task<(DirectLinePrincipal? Who, IResult? Refusal)> ReadFileAsync(HttpRequest request, string conversationId)
    {
        var reading = await tokens.ReadFileAsync(request.Query["t"].ToString()).ConfigureAwait(false);
        return Judge(request, reading, conversationId);
    }

    /// <summary>True when the request carries the secret itself.</summary>
    public bool HasSecret(HttpRequest request) => options.Value.Secret is { } secret && Credential(request) is { } given && Same(given, secret);

    /// <summary>Null when the request carries the secret, otherwise the refusal.</summary>
    public IResult? RefuseWithoutSecret(HttpRequest request)
    {
        if (options.Value.Secret is not { } secret)
            return DirectLineErrors.NoSecretConfigured;
        if (Credential(request) is not { } given)
            return DirectLineErrors.NoToken;
        return Same(given, secret) ? null : DirectLineErrors.BadSecret;
    }

    private static IResult? Refuse(HttpRequest request, DirectLinePrincipal who, string? conversationId)
    {
        // Routing leaves an escaped slash as it is and decodes all else.
        if (conversationId is not null && conversationId.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) != who.ConversationId)
            return DirectLineErrors.OtherConversation;
        var origin = request.Headers.Origin.ToString();
        return who.Origins.Count > 0 && origin.Length > 0 && !who.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            ? DirectLineErrors.OtherOrigin
            : null;
    }

    private static (DirectLinePrincipal? Who, IResult? Refusal) Judge(HttpRequest request, TokenReading reading, string? conversationId)
    {
        if (reading.Principal is not { } who)
            return (null, reading.Expired ? DirectLineErrors.TokenExpired : DirectLineErrors.BadToken);
        return Refuse(request, who, conversationId) is { } refusal ? (null, refusal) : (who, null);
    }

    private static string? Credential(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && header.Length > Scheme.Length ? header[Scheme.Length..].Trim() : null;
    }

    // Hashes are of one length, so the time taken tells nothing about the secret.
    private static bool Same(string given, string secret) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
