using System.Security.Claims;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DirectLine;

/// <summary>
/// Issues and reads the tokens of the chat. A token is a JWT that carries the conversation and the user, so no store is
/// needed to check it, and the chat page takes the user from it.
/// </summary>
public sealed class DirectLineTokens
{
    private const string Issuer = "opsbot";
    private const string ChatAudience = "directline";
    private const string StreamAudience = "directline-stream";
    private const string FileAudience = "directline-file";
    private const int MaxTokenBytes = 8 * 1024;
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenBytes, SetDefaultTimesOnTokenCreation = false };
    private readonly DirectLineOptions _options;
    private readonly TimeProvider _clock;
    private readonly SymmetricSecurityKey _key;

    /// <summary>Signs with the key of the options. Tokens run out by the machine's clock, which no demo moves.</summary>
    public DirectLineTokens(IOptions<DirectLineOptions> options, MachineClock machine)
    {
        _clock = machine.Time;
        _options = options.Value;
        _key = new SymmetricSecurityKey(Convert.FromBase64String(_options.SigningKey));
    }

    /// <summary>A token for one conversation of one user. <paramref name="userId"/> is the person's account on this channel.</summary>
    public string Issue(TenantId tenant, string conversationId, string userId, string? name = null) =>
        Issue(new DirectLinePrincipal(tenant, conversationId, userId, name, []));

    internal string Issue(DirectLinePrincipal principal) => Sign(principal, ChatAudience, _options.TokenLifetime);

    internal string IssueStream(DirectLinePrincipal principal) => Sign(principal, StreamAudience, _options.StreamTokenLifetime);

    internal string IssueFile(DirectLinePrincipal principal) => Sign(principal, FileAudience, _options.TokenLifetime);

    internal Task<TokenReading> ReadFileAsync(string token) => ReadAsync(token, FileAudience);

    internal Task<TokenReading> ReadAsync(string token) => ReadAsync(token, ChatAudience);

    internal Task<TokenReading> ReadStreamAsync(string token) => ReadAsync(token, StreamAudience);

    private string Sign(DirectLinePrincipal principal, string audience, TimeSpan lifetime)
    {
        var now = _clock.GetUtcNow();
        var claims = new Dictionary<string, object>
        {
            ["conv"] = principal.ConversationId,
            ["user"] = principal.UserId,
            ["tenant"] = principal.Tenant.Value,
        };
        if (principal.Name is { Length: > 0 } name)
            claims["name"] = name;
        if (principal.IsAnonymous)
            claims["anonymous"] = "yes";
        if (principal.Origins.Count > 0)
            claims["origins"] = principal.Origins;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = audience,
            IssuedAt = now.UtcDateTime,
            Expires = (now + lifetime).UtcDateTime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.HmacSha256),
        });
    }

    private async Task<TokenReading> ReadAsync(string token, string audience)
    {
        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = _key,
            ValidIssuer = Issuer,
            ValidAudience = audience,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            LifetimeValidator = (_, expires, _, _) => expires > _clock.GetUtcNow().UtcDateTime,
        }).ConfigureAwait(false);
        if (!result.IsValid)
            return new TokenReading(null, Expired: result.Exception is SecurityTokenInvalidLifetimeException);
        var identity = result.ClaimsIdentity;
        if (!TenantId.TryParse(Claim(identity, "tenant"), out var tenant)
            || Claim(identity, "conv") is not { Length: > 0 } conversation
            || Claim(identity, "user") is not { Length: > 0 } user)
            return new TokenReading(null, Expired: false);
        var origins = identity.FindAll("origins").Select(c => c.Value).ToList();
        var who = new DirectLinePrincipal(tenant, conversation, user, Claim(identity, "name"), origins) { IsAnonymous = Claim(identity, "anonymous") == "yes" };
        return new TokenReading(who, Expired: false);
    }

    private static string? Claim(ClaimsIdentity identity, string type) => identity.FindFirst(type)?.Value;
}
