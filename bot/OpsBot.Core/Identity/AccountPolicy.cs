using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Identity;

/// <summary>What is written when a code is given, when it links, and when a person changes the own accounts.</summary>
internal static class AccountPolicy
{
    private const int MessageIdLength = 26;

    /// <summary>A new code for the person; an older one ends with it.</summary>
    public static Effects Give(TurnFacts facts, Person person, Versioned<PersonAccounts> own, string codeId, LinkRules rules, Versioned<LinkCode>? former)
    {
        var code = new LinkCode { PersonId = person.Id, ShownAt = facts.Message.ReplyAddress, ExpiresAt = facts.Now + rules.CodeLife };
        var after = own.Value with { OpenCode = codeId, CodesAt = [.. Recent(own.Value.CodesAt, facts.Now), facts.Now] };
        var given = new Effects
        {
            Records = [PersonAccounts.Kind.Put(person.Id, after, own.Version), LinkCode.Kind.Put(codeId, code, 0)],
            Dues = [new DueWrite(LinkExpiryHandler.CodeMember(codeId), code.ExpiresAt)],
            Audit = [new AuditEntry(facts.Now, person.Id, "account.code-given", Subject(person.Id), $"channel={facts.Message.Key.Channel}")],
        };
        return former is null ? given : given.Plus(End(own.Value.OpenCode!, former.Version));
    }

    /// <summary>Links the account that speaks. <paramref name="before"/>: a link of the account to somebody who left the directory, with that person's accounts.</summary>
    public static Effects Link(
        TurnFacts facts, Person person, string codeId, Versioned<LinkCode> code, Versioned<PersonAccounts> own, long linkVersion, Versioned<PersonAccounts>? before, string? beforeId)
    {
        var address = facts.Message.ReplyAddress;
        var handle = AccountHandle.Of(facts.Message.Key.Channel, facts.Message.Key.SenderId);
        var account = new LinkedAccount(address with { AccountId = facts.Message.Key.SenderId }, facts.Now);
        var after = own.Value with { Linked = [.. own.Value.Linked.Where(l => AccountHandle.Of(l.Address) != handle), account], OpenCode = null };
        var linked = new Effects
        {
            Records =
            [
                AccountLink.Kind.Put(AccountLink.IdOf(facts.Message.Key), new AccountLink { PersonId = person.Id, LinkedAt = facts.Now }, linkVersion),
                PersonAccounts.Kind.Put(person.Id, after, own.Version),
            ],
            Outbox = [News(facts, person, code.Value.ShownAt, "linked", IdentityTexts.LinkedElsewhere(facts.Message.Key.Channel, handle))],
            Audit = [new AuditEntry(facts.Now, person.Id, "account.linked", Subject(person.Id), Detail(facts.Message.Key.Channel, handle))],
        };
        if (before is not null && beforeId is not null)
            linked = linked.Plus(new Effects { Records = [PersonAccounts.Kind.Put(beforeId, Without(before.Value, handle), before.Version)] });
        return linked.Plus(End(codeId, code.Version));
    }

    /// <summary>Takes a link back and says so in that account.</summary>
    public static Effects Unlink(TurnFacts facts, Person person, Versioned<PersonAccounts> own, LinkedAccount account, Versioned<AccountLink>? link)
    {
        var handle = AccountHandle.Of(account.Address);
        var isHere = account.Address.Channel == facts.Message.Key.Channel && account.Address.AccountId == facts.Message.Key.SenderId;
        return new Effects
        {
            Records =
            [
                PersonAccounts.Kind.Put(person.Id, Without(own.Value, handle), own.Version),
                .. link?.Value.PersonId == person.Id
                    ? [AccountLink.Kind.Delete(AccountLink.IdOf(account.Address.Channel, account.Address.AccountId!), link.Version)]
                    : Array.Empty<RecordWrite>(),
            ],
            Outbox = isHere ? [] : [News(facts, person, account.Address, "unlinked", IdentityTexts.UnlinkedHere)],
            Audit = [new AuditEntry(facts.Now, person.Id, "account.unlinked", Subject(person.Id), Detail(account.Address.Channel, handle))],
        };
    }

    /// <summary>What the bot says unasked goes to that account from now on.</summary>
    public static Effects Prefer(TurnFacts facts, Person person, Versioned<PersonAccounts> own, Address address)
    {
        var handle = AccountHandle.Of(address);
        return new Effects
        {
            Records = [PersonAccounts.Kind.Put(person.Id, own.Value with { Preferred = handle }, own.Version)],
            Audit = [new AuditEntry(facts.Now, person.Id, "account.preferred", Subject(person.Id), Detail(address.Channel, handle))],
        };
    }

    /// <summary>Counts a wrong code; forgotten when it no longer counts.</summary>
    public static Effects CountWrong(TurnFacts facts, string triesId, Versioned<LinkTries> tries) => new()
    {
        Records = [LinkTries.Kind.Put(triesId, tries.Value with { WrongAt = [.. Recent(tries.Value.WrongAt, facts.Now), facts.Now] }, tries.Version)],
        Dues = [new DueWrite(LinkExpiryHandler.TriesMember(triesId), facts.Now + LinkRules.Window)],
    };

    /// <summary>The next instant at which one more is allowed; null: now.</summary>
    public static DateTimeOffset? WaitUntil(IReadOnlyList<DateTimeOffset> times, int most, DateTimeOffset now)
    {
        var recent = Recent(times, now);
        return recent.Count >= most ? recent[^most] + LinkRules.Window : null;
    }

    private static List<DateTimeOffset> Recent(IReadOnlyList<DateTimeOffset> times, DateTimeOffset now) => [.. times.Where(t => now - t < LinkRules.Window)];

    private static PersonAccounts Without(PersonAccounts accounts, string handle) => accounts with
    {
        Linked = [.. accounts.Linked.Where(l => AccountHandle.Of(l.Address) != handle)],
        Preferred = accounts.Preferred == handle ? null : accounts.Preferred,
    };

    private static Effects End(string codeId, long version) => new()
    {
        Records = [LinkCode.Kind.Delete(codeId, version)],
        Dues = [new DueWrite(LinkExpiryHandler.CodeMember(codeId), null)],
    };

    private static OutboundMessage News(TurnFacts facts, Person person, Address address, string purpose, MessageContent content) => new()
    {
        Id = facts.NewId($"account/{purpose}", MessageIdLength),
        // It tells the result of the person's own act, and whoever did not act must learn of it at once.
        Class = MessageClass.Receipt,
        PersonId = person.Id,
        Address = address,
        Content = content,
        CreatedAt = facts.Now,
    };

    private static string Subject(string personId) => PersonAccounts.Kind.Key(personId).ToString();

    private static string Detail(string channel, string handle) => $"channel={channel} handle={handle}";
}
