using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DingTalk;

/// <summary>
/// Where answers to a private chat may be posted, as the last message of it said. Held in memory only: another process, or
/// this one after a restart, answers through the OpenAPI.
/// </summary>
internal sealed class SessionWebhooks(IOptions<DingTalkOptions> options, MachineClock machine)
{
    private const int MaxKept = 50_000;
    private static readonly TimeSpan Safety = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Keeps the webhook of a message, when it points to an expected host.</summary>
    public void Remember(RobotMessage message)
    {
        if (message.IsGroup || message.Webhook is not { } address || !IsExpected(address))
            return;
        var now = machine.Now;
        var endsAt = Math.Min(message.WebhookExpiresAt, (now + Longest).ToUnixTimeMilliseconds());
        if (_known.Count >= MaxKept)
            Forget(now);
        if (_known.Count < MaxKept || _known.ContainsKey(message.Account))
            _known[message.Account] = new Known(address, DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(endsAt, 0)) - Safety);
    }

    /// <summary>A webhook that is still good, or null.</summary>
    public Uri? Find(string account) => _known.TryGetValue(account, out var known) && machine.Now < known.EndsAt ? known.Address : null;

    /// <summary>The platform did not take it.</summary>
    public void Drop(string account) => _known.TryRemove(account, out _);

    private bool IsExpected(Uri address)
    {
        if (address.UserInfo.Length > 0)
            return false;
        var bases = new[] { options.Value.ApiBase, options.Value.LegacyBase };
        return bases.Any(b => b.Scheme == address.Scheme && b.Authority == address.Authority)
            || (address.Scheme == Uri.UriSchemeHttps && address.IsDefaultPort && options.Value.WebhookHosts.Contains(address.Host, StringComparer.OrdinalIgnoreCase));
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (account, known) in _known)
            if (known.EndsAt <= now)
                _known.TryRemove(account, out _);
    }

    private sealed record Known(Uri Address, DateTimeOffset EndsAt);
}
