using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>
/// Verifies the bearer token of a request, before its body is read. The issuer decides the family; the family decides whose
/// keys and which claims count. What the token says of the activity is held to it by <see cref="ActivityBinding"/>.
/// </summary>
internal sealed class TokenAuthenticator
{
    private const string Scheme = "Bearer ";
    private const int MaxTokenBytes = 16 * 1024;
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512];
    private readonly JsonWebTokenHandler _handler = new() { MaximumTokenSizeInBytes = MaxTokenBytes };
    private readonly BotFrameworkOptions _options;
    private readonly TrustedIssuers _issuers;
    private readonly HashSet<string> _callers;
    private readonly SigningKeySource _channelKeys;
    private readonly SigningKeySource _botKeys;
    private readonly VerifiedTokens _verified = new();
    private readonly TimeProvider _clock;

    public TokenAuthenticator(
        IOptions<BotFrameworkOptions> options, BotFrameworkHttp http, HostAllowList hosts, MachineClock machine, ILogger<TokenAuthenticator> logger)
    {
        _options = options.Value;
        _issuers = new TrustedIssuers(_options);
        _callers = new HashSet<string>(_options.AllowedCallers.Where(c => c.Length > 0), StringComparer.OrdinalIgnoreCase);
        _clock = machine.Time;
        _channelKeys = new SigningKeySource(_options.ChannelMetadataUrl, http, hosts, _clock, logger);
        _botKeys = new SigningKeySource(_options.EmulatorMetadataUrl, http, hosts, _clock, logger);
    }

    /// <summary>The caller, or the refusal.</summary>
    public async ValueTask<AuthenticationReading> ReadAsync(string? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return AuthenticationReading.Unauthorized("no-token");
        var text = authorization.AsSpan(Scheme.Length).Trim();
        if (_verified.Find(text) is { } known && await HoldsAsync(known, cancellationToken).ConfigureAwait(false))
            return AuthenticationReading.Of(known.Caller);
        if (Parse(authorization[Scheme.Length..].Trim()) is not { } token || token.Kid is not { Length: > 0 } keyId)
            return AuthenticationReading.Unauthorized("malformed-token");
        // Unverified so far: the issuer only chooses the keys that must have signed it.
        var fromChannel = token.Issuer == _options.ChannelIssuer;
        if (!fromChannel && _issuers.TenantOf(token.Issuer) is null)
            return AuthenticationReading.Unauthorized("unknown-issuer");
        if (!token.Audiences.Any(a => a == _options.AppId))
            return AuthenticationReading.Unauthorized("wrong-audience");
        if (!Algorithms.Contains(token.Alg))
            return AuthenticationReading.Unauthorized("algorithm");
        var finding = await (fromChannel ? _channelKeys : _botKeys).FindAsync(keyId, cancellationToken).ConfigureAwait(false);
        if (finding.Key is not { } key)
            return finding.Away ? AuthenticationReading.KeysAway : AuthenticationReading.Unauthorized("unknown-key");
        var result = await _handler.ValidateTokenAsync(token, Parameters(key, token.Issuer)).ConfigureAwait(false);
        if (!result.IsValid)
            return AuthenticationReading.Unauthorized(result.Exception is SecurityTokenInvalidLifetimeException ? "lifetime" : "signature");
        var reading = fromChannel ? ReadChannel(token, key) : ReadBot(token, key);
        if (reading.Caller is { } caller)
            _verified.Add(token.EncodedToken, new VerifiedToken(caller, fromChannel, keyId, key, token.ValidFrom, token.ValidTo));
        return reading;
    }

    // What may have changed since the signature was checked: the clock and the published keys.
    private async ValueTask<bool> HoldsAsync(VerifiedToken known, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        if (known.EndsAt <= now - Skew || known.StartsAt > now + Skew)
            return false;
        var finding = await (known.FromChannel ? _channelKeys : _botKeys).FindAsync(known.KeyId, cancellationToken).ConfigureAwait(false);
        return ReferenceEquals(finding.Key, known.Key);
    }

    private AuthenticationReading ReadChannel(JsonWebToken token, SigningKey key) => Claim(token, "serviceurl") is { } serviceUrl
        ? AuthenticationReading.Of(new Caller(TokenFamily.Channel, _options.AppId!, serviceUrl, key.Endorsements))
        : AuthenticationReading.Unauthorized("no-service-url");

    private AuthenticationReading ReadBot(JsonWebToken token, SigningKey key)
    {
        if (Claim(token, "tid") is { } tenant && tenant != _issuers.TenantOf(token.Issuer))
            return AuthenticationReading.Unauthorized("tenant");
        var appId = Claim(token, "ver") switch
        {
            null or "1.0" => Claim(token, "appid"),
            "2.0" => Claim(token, "azp"),
            _ => null,
        };
        if (appId is null)
            return AuthenticationReading.Unauthorized("no-app-id");
        if (appId == _options.AppId)
            return AuthenticationReading.Of(new Caller(TokenFamily.Emulator, appId, null, key.Endorsements));
        return _callers.Contains(appId)
            ? AuthenticationReading.Of(new Caller(TokenFamily.Skill, appId, null, key.Endorsements))
            : AuthenticationReading.Forbidden("caller-not-allowed");
    }

    private TokenValidationParameters Parameters(SigningKey key, string issuer) => new()
    {
        IssuerSigningKey = key.Key,
        TryAllIssuerSigningKeys = false,
        ValidIssuer = issuer,
        ValidAudience = _options.AppId,
        ValidAlgorithms = Algorithms,
        RequireSignedTokens = true,
        LifetimeValidator = IsAlive,
    };

    private bool IsAlive(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
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
            return token.IsSigned && token.Issuer is { Length: > 0 } && token.Audiences is not null && token.Alg is not null ? token : null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or JsonException or InvalidOperationException or SecurityTokenException)
        {
            return null;
        }
    }
}
