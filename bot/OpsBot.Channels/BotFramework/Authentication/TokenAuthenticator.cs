using System.Security.Claims;
using System.Text.Json;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsBot.Channels.BotFramework.Connector;
using OpsBot.Channels.BotFramework.Inbound;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>
/// The SDK's authentication with our own limits, clock and keys: its built-in one reads keys by a client that cannot be set,
/// reads them anew only twice a day, and takes a token's word for its issuer. The issuer decides the family; the family decides
/// whose keys and which claims count. A token is verified before the body is read, and held to the activity afterwards.
/// </summary>
internal sealed class TokenAuthenticator(
    IOptions<BotFrameworkOptions> given, BotFrameworkHttp http, HostAllowList hosts, Connectors connectors, MachineClock machine, ILogger<TokenAuthenticator> logger)
    : BotFrameworkAuthentication
{
    private const string Scheme = "Bearer ";
    private const int MaxTokenBytes = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenBytes };
    private readonly BotFrameworkOptions _options = given.Value;
    private readonly TrustedIssuers _issuers = new(given.Value);
    private readonly SigningKeySource _channelKeys = new(given.Value.ChannelMetadataUrl, new KeyDocuments(http, hosts), machine.Time, logger);
    private readonly SigningKeySource _botKeys = new(given.Value.EmulatorMetadataUrl, new KeyDocuments(http, hosts), machine.Time, logger);

    /// <summary>The caller, or the refusal.</summary>
    public async ValueTask<AuthenticationReading> ReadAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return AuthenticationReading.Unauthorized("no-token");
        if (Parse(authorization[Scheme.Length..].Trim()) is not { } token)
            return AuthenticationReading.Unauthorized("malformed-token");
        // Unverified so far: the issuer only chooses the keys that must have signed it.
        var fromChannel = token.Issuer == _options.ChannelIssuer;
        if (!fromChannel && _issuers.TenantOf(token.Issuer) is null)
            return AuthenticationReading.Unauthorized("unknown-issuer");
        var (key, away) = await (fromChannel ? _channelKeys : _botKeys).FindAsync(token.Kid, cancellationToken).ConfigureAwait(false);
        if (key is null)
            return away ? AuthenticationReading.KeysAway : AuthenticationReading.Unauthorized("unknown-key");
        var result = await _handler.ValidateTokenAsync(token, Parameters(key.Key, token.Issuer)).ConfigureAwait(false);
        if (!result.IsValid)
            return AuthenticationReading.Unauthorized(result.Exception.GetType().Name);
        return fromChannel ? ReadChannel(token, key) : ReadBot(token, key);
    }

    /// <summary>What the SDK's adapter wants to know of a verified caller.</summary>
    public AuthenticateRequestResult ResultOf(Caller caller) => new() { ClaimsIdentity = caller, Audience = caller.Family == TokenFamily.Skill ? caller.AppId : _options.OAuthScope, ConnectorFactory = connectors };

    public override async Task<AuthenticateRequestResult> AuthenticateRequestAsync(Activity activity, string authHeader, CancellationToken cancellationToken)
    {
        var reading = await ReadAsync(authHeader, cancellationToken).ConfigureAwait(false);
        return reading.Caller is { } caller && ActivityBinding.Refuse(caller, (InboundActivity)activity, _options) is null ? ResultOf(caller) : throw new UnauthorizedAccessException(reading.Reason);
    }

    public override Task<AuthenticateRequestResult> AuthenticateStreamingRequestAsync(string authHeader, string channelIdHeader, CancellationToken cancellationToken) =>
        throw new UnauthorizedAccessException("Streaming is not offered.");

    public override ConnectorFactory CreateConnectorFactory(ClaimsIdentity claimsIdentity) => connectors;

    public override Task<UserTokenClient> CreateUserTokenClientAsync(ClaimsIdentity claimsIdentity, CancellationToken cancellationToken) => Task.FromResult<UserTokenClient>(NoUserTokens.Instance);

    private AuthenticationReading ReadChannel(JsonWebToken token, SigningKeySource.Published key) => Claim(token, AuthenticationConstants.ServiceUrlClaim) is { } serviceUrl
        ? AuthenticationReading.Of(new Caller(TokenFamily.Channel, _options.AppId!, serviceUrl, key.Endorsements))
        : AuthenticationReading.Unauthorized("no-service-url");

    private AuthenticationReading ReadBot(JsonWebToken token, SigningKeySource.Published key)
    {
        if (Claim(token, AuthenticationConstants.TenantIdClaim) is { } tenant && tenant != _issuers.TenantOf(token.Issuer))
            return AuthenticationReading.Unauthorized("tenant");
        var appId = Claim(token, AuthenticationConstants.VersionClaim) switch
        {
            null or "1.0" => Claim(token, AuthenticationConstants.AppIdClaim),
            "2.0" => Claim(token, AuthenticationConstants.AuthorizedParty),
            _ => null,
        };
        if (appId is null)
            return AuthenticationReading.Unauthorized("no-app-id");
        var family = appId == _options.AppId ? TokenFamily.Emulator : TokenFamily.Skill;
        return family == TokenFamily.Emulator || _options.AllowedCallers.Contains(appId, StringComparer.OrdinalIgnoreCase)
            ? AuthenticationReading.Of(new Caller(family, appId, null, key.Endorsements))
            : AuthenticationReading.Forbidden("caller-not-allowed");
    }

    private TokenValidationParameters Parameters(JsonWebKey key, string issuer) => new()
    {
        IssuerSigningKey = key,
        TryAllIssuerSigningKeys = false,
        ValidIssuer = issuer,
        ValidAudience = _options.AppId,
        ValidAlgorithms = AuthenticationConstants.AllowedSigningAlgorithms,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = machine.Time.GetUtcNow().UtcDateTime;
        return expires is { } end && end > now - Skew && !(notBefore > now + Skew);
    }

    private static string? Claim(JsonWebToken token, string name) =>
        token.TryGetPayloadValue<object>(name, out var value) && value is string { Length: > 0 } text ? text : null;

    // The library has several exceptions for what is no token; to us they are one outcome.
    private static JsonWebToken? Parse(string text)
    {
        if (text.Length is 0 or > MaxTokenBytes || text.Contains(' ', StringComparison.Ordinal))
            return null;
        try
        {
            var token = new JsonWebToken(text);
            // Claims are read late; a payload that is no JSON shows only here.
            return token is { IsSigned: true, Issuer.Length: > 0, Audiences: not null, Alg: not null, Kid.Length: > 0 } ? token : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or JsonException or InvalidOperationException or SecurityTokenException)
        {
            return null;
        }
    }
}
