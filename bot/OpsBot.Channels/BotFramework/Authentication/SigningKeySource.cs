using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>
/// The keys of one issuer. They are read again once a day, and when a token names an unknown key; that not more often than
/// once a minute, so that forged tokens cannot make us ask. While the issuer is away the keys that were read stay good.
/// </summary>
internal sealed class SigningKeySource(string metadataUrl, IDocumentRetriever documents, TimeProvider clock, ILogger logger)
{
    private const int LeastKeyBits = 2048;
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private Dictionary<string, Published>? _keys;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;
    private bool _isAway = true;

    /// <summary>The key of that id; null and away: the issuer could not be read last, so nobody can say that it is not its own.</summary>
    public async ValueTask<(Published? Key, bool Away)> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (IsFresh() && Known(keyId) is { } known)
            return (known, false);
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Somebody may have read them while we waited.
            if ((!IsFresh() || Known(keyId) is null) && clock.GetUtcNow() - _triedAt >= LeastPause)
                await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
        return (Known(keyId), _isAway);
    }

    private bool IsFresh() => _keys is not null && clock.GetUtcNow() - _readAt < Fresh;

    private Published? Known(string keyId) => _keys?.GetValueOrDefault(keyId);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        _triedAt = clock.GetUtcNow();
        try
        {
            var found = await OpenIdConnectConfigurationRetriever.GetAsync(metadataUrl, documents, cancellationToken).ConfigureAwait(false);
            var keys = (found.JsonWebKeySet?.Keys ?? []).Where(k => k is { Kid.Length: > 0, Kty: JsonWebAlgorithmsKeyTypes.RSA, Use: null or "" or "sig" } && k.KeySize >= LeastKeyBits);
            _keys = keys.GroupBy(k => k.Kid, StringComparer.Ordinal).ToDictionary(k => k.Key, k => new Published(k.Last(), EndorsementsOf(k.Last())), StringComparer.Ordinal);
            (_readAt, _isAway) = (_triedAt, _keys.Count == 0);
            BotFrameworkLog.KeysRead(logger, new Uri(metadataUrl).Host, _keys.Count);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or InvalidOperationException or FormatException || BotFrameworkHttp.IsNetwork(fault, cancellationToken))
        {
            _isAway = true;
            BotFrameworkLog.KeysAway(logger, new Uri(metadataUrl).Host, BotFrameworkHttp.FaultCode(fault));
        }
    }

    private static string[] EndorsementsOf(JsonWebKey key) => key.AdditionalData.TryGetValue("endorsements", out var named) && named is IEnumerable<object> list ? [.. list.OfType<string>()] : [];

    /// <summary>A published key.</summary>
    /// <param name="Key">The public key.</param>
    /// <param name="Endorsements">Channels for which it is good; empty: nothing is said of it.</param>
    internal sealed record Published(JsonWebKey Key, IReadOnlyList<string> Endorsements);
}
