using OpsBot.Core.Delivery;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Organization;

/// <summary>A person of the directory.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Name">Name as shown to colleagues.</param>
/// <param name="UnitId">Own unit.</param>
/// <param name="Roles">From the directory only.</param>
/// <param name="Addresses">Where each channel reaches the person, preferred first.</param>
public sealed record Person(string Id, string Name, string UnitId, IReadOnlyList<Role> Roles, IReadOnlyList<Address> Addresses)
{
    /// <summary>Hours, shifts, exceptions and leave of this person.</summary>
    public HoursRules Hours { get; init; } = HoursRules.None;

    /// <summary>Accounts by which the person is known beside those of <see cref="Addresses"/>, also of channels that are off.</summary>
    public IReadOnlyList<ChannelAccount> Accounts { get; init; } = [];

    /// <summary>All accounts by which the directory knows the person.</summary>
    public IEnumerable<ChannelAccount> KnownAccounts() =>
        Addresses.Where(a => a.AccountId is not null).Select(a => new ChannelAccount(a.Channel, a.AccountId!)).Concat(Accounts).Distinct();

    /// <summary>Has the role.</summary>
    public bool Is(Role role) => Roles.Contains(role);
}
