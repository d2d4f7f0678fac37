using System.Text.Json;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Organization;

/// <summary>Reads <c>accounts</c> of a person in a directory: one account by channel.</summary>
internal static class AccountsParser
{
    private const int LongestAccount = 256;

    /// <summary>Null: the person has no <c>accounts</c>. Whatever is wrong is added to <paramref name="faults"/>.</summary>
    public static IReadOnlyDictionary<string, string>? Read(string owner, JsonElement? accounts, IReadOnlyList<AccountChannel> channels, List<string> faults)
    {
        if (accounts is not { } given)
            return null;
        var read = new Dictionary<string, string>();
        if (given.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{owner}: 'accounts' must be an object such as {{\"dingtalk\":\"...\"}}.");
            return read;
        }
        foreach (var entry in given.EnumerateObject())
        {
            if (channels.All(c => c.Name != entry.Name))
                faults.Add($"{owner}: 'accounts' names the unknown channel '{entry.Name}'; known are {string.Join(", ", channels.Select(c => c.Name))}.");
            else if (entry.Value.ValueKind != JsonValueKind.String || !IsAccount(entry.Value.GetString()!))
                faults.Add($"{owner}: the account in '{entry.Name}' must be a text of 1 to {LongestAccount} characters without blanks at its ends.");
            else if (!read.TryAdd(entry.Name, entry.Value.GetString()!))
                faults.Add($"{owner}: 'accounts' names the channel '{entry.Name}' twice; keep one.");
        }
        return read;
    }

    /// <summary>Where the person is reached, in the order of the channels, and by which further accounts known.</summary>
    public static (IReadOnlyList<Address> Addresses, IReadOnlyList<ChannelAccount> Accounts) Of(
        string personId, IReadOnlyDictionary<string, string>? named, IReadOnlyList<AccountChannel> channels)
    {
        var addresses = new List<Address>();
        var further = new List<ChannelAccount>();
        foreach (var channel in channels)
        {
            var account = named?.GetValueOrDefault(channel.Name);
            var isDefault = channel.Default == AccountDefault.Everybody || (channel.Default == AccountDefault.WithoutAccounts && named is null);
            if (channel.AddressOf is { } addressOf && (account ?? (isDefault ? personId : null)) is { } reached)
                addresses.Add(addressOf(reached));
            else if (account is not null)
                further.Add(new ChannelAccount(channel.Name, account));
        }
        return (addresses, further);
    }

    private static bool IsAccount(string text) => text.Length is > 0 and <= LongestAccount && text.Trim() == text && !text.Any(char.IsControl);
}
