using Microsoft.Extensions.Logging;

namespace OpsBot.Channels.BotFramework.Authentication;

/// <summary>
/// The keys of one issuer. They are read again once a day, and when a token names an unknown key; that not more often than
/// once a minute, so that forged tokens cannot make us ask. While the issuer is away the keys that were read stay good.
/// </summary>
internal sealed class SigningKeySource(string metadataUrl, BotFrameworkHttp http, HostAllowList hosts, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly Uri _metadata = new(metadataUrl);
    private IReadOnlyDictionary<string, SigningKey>? _keys;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;
    private DateTimeOffset _triedAt = DateTimeOffset.MinValue;
    private bool _isAway = true;

    /// <summary>The key of that id.</summary>
    public async ValueTask<KeyFinding> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (IsFresh() && Known(keyId) is { } known)
            return known;
        await _reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Somebody may have read them while we waited.
            if (IsFresh() && Known(keyId) is { } found)
                return found;
            if (clock.GetUtcNow() - _triedAt >= LeastPause)
                await ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _reading.Release();
        }
        // While the issuer is away nobody can say that a new key is not its own: the sender is asked to come again.
        return Known(keyId) ?? (_isAway ? KeyFinding.NotReachable : KeyFinding.Unknown);
    }

    private bool IsFresh() => _keys is not null && clock.GetUtcNow() - _readAt < Fresh;

    private KeyFinding? Known(string keyId) => _keys?.GetValueOrDefault(keyId) is { } key ? new KeyFinding(key, Away: false) : null;

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        _triedAt = clock.GetUtcNow();
        var (metadata, fault) = await http.GetAsync(_metadata, cancellationToken).ConfigureAwait(false);
        var address = metadata is null ? null : KeyDocument.ReadKeysAddress(metadata);
        if (address is null || !Uri.TryCreate(address, UriKind.Absolute, out var keysUrl) || !hosts.IsSecure(keysUrl))
        {
            _isAway = true;
            BotFrameworkLog.KeysAway(logger, _metadata.Host, fault ?? "metadata-unreadable");
            return;
        }
        var (document, keysFault) = await http.GetAsync(keysUrl, cancellationToken).ConfigureAwait(false);
        if (document is null || KeyDocument.ReadKeys(document) is not { Count: > 0 } keys)
        {
            _isAway = true;
            BotFrameworkLog.KeysAway(logger, keysUrl.Host, keysFault ?? "keys-unreadable");
            return;
        }
        _keys = keys;
        _readAt = clock.GetUtcNow();
        _isAway = false;
        BotFrameworkLog.KeysRead(logger, keysUrl.Host, keys.Count);
    }
}
