using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Identity;

/// <summary>The accounts that a person has linked, and which one gets what the bot says unasked.</summary>
public sealed record PersonAccounts
{
    /// <summary>How it is stored; the id is the person's.</summary>
    public static readonly RecordKind<PersonAccounts> Kind = new("person-accounts");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LinkedAccount> Linked { get; init; } = [];

    /// <summary>Handle of the account that the person wants to be reached by; null: the directory's first.</summary>
    public string? Preferred { get; init; }

    /// <summary>Record id of the code that is open; null: none since the last link.</summary>
    public string? OpenCode { get; init; }

    /// <summary>When the codes of the last hour were given.</summary>
    public IReadOnlyList<DateTimeOffset> CodesAt { get; init; } = [];
}

/// <summary>A linked account and where it is reached.</summary>
/// <param name="Address">Its one-to-one conversation with the bot.</param>
/// <param name="LinkedAt">Since when.</param>
public sealed record LinkedAccount(Address Address, DateTimeOffset LinkedAt);
