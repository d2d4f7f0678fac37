using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.Connector;

/// <summary>
/// Our tokens, one for each audience, fetched five minutes before they run out; while the login server is away the old one
/// is used to its end. Audiences are the channels and the allowed callers, so there are few.
/// </summary>
internal sealed class OutboundTokens(IOptions<BotFrameworkOptions> options, BotFrameworkHttp http, MachineClock machine, ILogger<OutboundTokens> logger)
{
    private const string DefaultScope = "/.default";
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly Uri _address = new($"{(options.Value.LoginUrl ?? PublicLogin(options.Value)).TrimEnd('/')}/oauth2/v2.0/token");

    /// <summary>A token for the audience, or why there is none.</summary>
    public async ValueTask<(OutboundToken? Token, string? Fault)> GetAsync(string audience, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(audience, _ => new Slot());
        if (slot.Good(machine.Now + Early) is { } fresh)
            return (fresh, null);
        await slot.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var now = machine.Now;
            if (slot.Good(now + Early) is { } renewed)
                return (renewed, null);
            // A login server that fails is not asked by every message.
            if (now - slot.TriedAt >= LeastPause)
            {
                slot.TriedAt = now;
                slot.Fault = await FetchAsync(slot, audience, cancellationToken).ConfigureAwait(false);
            }
            return slot.Good(now) is { } old ? (old, null) : (null, slot.Fault);
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    /// <summary>Forgets a token that was refused although it had not run out.</summary>
    public void Drop(string audience, OutboundToken token)
    {
        if (_slots.TryGetValue(audience, out var slot))
            slot.Drop(token);
    }

    private async Task<string?> FetchAsync(Slot slot, string audience, CancellationToken cancellationToken)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = options.Value.AppId!,
            ["client_secret"] = options.Value.AppPassword!,
            ["scope"] = audience.EndsWith(DefaultScope, StringComparison.Ordinal) ? audience : audience + DefaultScope,
        };
        var fault = "token-unreadable";
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.Client.PostAsync(_address, content, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
                fault = $"token-{(int)response.StatusCode}";
            else if (Take(slot, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)))
                return null;
        }
        catch (Exception network) when (BotFrameworkHttp.IsNetwork(network, cancellationToken))
        {
            fault = "token-" + BotFrameworkHttp.FaultCode(network);
        }
        BotFrameworkLog.NoToken(logger, _address.Host, fault);
        return fault;
    }

    private bool Take(Slot slot, byte[] answer)
    {
        var body = WireJson.ReadObject(answer);
        if (body?.Text("access_token") is not { } token || !HeaderIsFine(token) || Seconds(body["expires_in"]) is not { } seconds)
            return false;
        slot.Set(new OutboundToken(token, machine.Now.AddSeconds(seconds)));
        return true;
    }

    private static bool HeaderIsFine(string token) => AuthenticationHeaderValue.TryParse($"Bearer {token}", out _);

    private static long? Seconds(JsonNode? node) => node is JsonValue value
        && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86_400 * 7 ? seconds : null;

    private static string PublicLogin(BotFrameworkOptions options) =>
        $"https://login.microsoftonline.com/{(string.IsNullOrWhiteSpace(options.AppTenantId) ? "botframework.com" : options.AppTenantId)}";

    private sealed class Slot
    {
        private volatile OutboundToken? _held;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public DateTimeOffset TriedAt { get; set; } = DateTimeOffset.MinValue;

        public string? Fault { get; set; }

        public OutboundToken? Good(DateTimeOffset until) => _held is { } held && held.EndsAt > until ? held : null;

        public void Set(OutboundToken token) => _held = token;

        public void Drop(OutboundToken token)
        {
            if (Interlocked.CompareExchange(ref _held, null, token) == token)
                Fault = "token-refused";
        }
    }
}
