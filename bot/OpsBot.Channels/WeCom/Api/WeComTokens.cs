using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>
/// The access token: kept until shortly before its end, fetched by one caller while the others go on with the old one or,
/// without a good one, wait for it.
/// </summary>
internal sealed class WeComTokens(WeComHttp http, IOptions<WeComOptions> options, MachineClock machine) : IDisposable
{
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(2);
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile Held? _held;
    private ApiAnswer? _fault;
    private DateTimeOffset _askAgainAt;

    /// <summary>A token that is good as far as is known.</summary>
    public async Task<TokenAnswer> GetAsync(CancellationToken cancellationToken)
    {
        var held = _held;
        if (held is not null && machine.Now < held.RefreshAt)
            return new TokenAnswer(held.Token, null);
        var stillGood = held is not null && machine.Now < held.EndsAt;
        if (!await _one.WaitAsync(stillGood ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false))
            return new TokenAnswer(held!.Token, null);
        try
        {
            if (_held is { } fresh && machine.Now < fresh.RefreshAt)
                return new TokenAnswer(fresh.Token, null);
            var answer = await FetchAsync(cancellationToken).ConfigureAwait(false);
            return answer.Token is null && stillGood ? new TokenAnswer(held!.Token, null) : answer;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The API refused this token; the next caller fetches another. A newer one stays.</summary>
    public void Drop(string token)
    {
        var held = _held;
        if (held?.Token == token)
            Interlocked.CompareExchange(ref _held, null, held);
    }

    public void Dispose() => _one.Dispose();

    private async Task<TokenAnswer> FetchAsync(CancellationToken cancellationToken)
    {
        // Those who waited for a call that failed share its answer instead of failing one after the other.
        if (_fault is { } known && machine.Now < _askAgainAt)
            return new TokenAnswer(null, known);
        var settings = options.Value;
        var query = $"corpid={Uri.EscapeDataString(settings.CorpId)}&corpsecret={Uri.EscapeDataString(settings.Secret)}";
        var answer = await http.GetAsync(settings.TokenPath, query, cancellationToken).ConfigureAwait(false);
        if (answer is not ApiAnswer.Done done || done.Body.Text("access_token") is not { } token)
        {
            _fault = answer is ApiAnswer.Done ? new ApiAnswer.Unclear("wecom-bad-answer") : answer;
            _askAgainAt = machine.Now + PauseAfterFault;
            return new TokenAnswer(null, _fault);
        }
        _fault = null;
        var life = LifetimeOf(done.Body);
        var early = settings.EarlyRefresh < life / 2 ? settings.EarlyRefresh : life / 2;
        _held = new Held(token, machine.Now + life - early, machine.Now + life);
        return new TokenAnswer(token, null);
    }

    private static TimeSpan LifetimeOf(JsonObject body) =>
        body["expires_in"] is JsonValue value && value.TryGetValue(out int seconds) && seconds is > 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : DefaultLifetime;

    private sealed record Held(string Token, DateTimeOffset RefreshAt, DateTimeOffset EndsAt);
}
