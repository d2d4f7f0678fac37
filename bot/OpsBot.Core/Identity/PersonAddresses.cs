using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;

namespace OpsBot.Core.Identity;

/// <summary>Where a person is reached by what the bot says unasked: one address, never two.</summary>
public sealed class PersonAddresses(IRecordReader records)
{
    /// <summary>All of them, the one to be used first. Throws <see cref="StoreUnavailableException"/>: then nothing is sent.</summary>
    public async Task<IReadOnlyList<Address>> OfAsync(TenantId tenant, DirectorySnapshot directory, string? personId, CancellationToken cancellationToken)
    {
        if (directory.Person(personId) is not { } person)
            return [];
        var found = await records.GetAsync(tenant, [PersonAccounts.Kind.Key(person.Id)], cancellationToken).ConfigureAwait(false);
        return [.. InOrder(directory, person, found.Count > 0 ? PersonAccounts.Kind.Read(found[0]).Value : new PersonAccounts())];
    }

    /// <summary>
    /// The preferred one, then the directory's in its order, then the linked ones. A linked account that the directory has
    /// given to somebody since is left out.
    /// </summary>
    internal static IEnumerable<Address> InOrder(DirectorySnapshot directory, Person person, PersonAccounts own) => person.Addresses
        .Concat(own.Linked.Select(l => l.Address).Where(a => directory.ByAccount(a.Channel, a.AccountId!) is null))
        .OrderBy(a => AccountHandle.Of(a) == own.Preferred ? 0 : 1);
}
