using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Identity;

/// <summary>
/// Links a person's accounts by a one-time code, shows them and takes links back. Each command is complete in itself. The
/// router leads no dialog in a group, and this one looks itself too: a code typed before others links nothing.
/// </summary>
public sealed class AccountDialog(LinkKeys keys, LinkRules rules) : IDialog
{
    /// <inheritdoc/>
    public string Name => "accounts";

    /// <inheritdoc/>
    public bool Claims(TurnFacts facts) => Read(facts) is not null;

    /// <inheritdoc/>
    public FactNeeds Needs(TurnFacts facts)
    {
        if (Read(facts) is not { } command)
            return FactNeeds.None;
        return new FactNeeds { Records = [.. facts.Sender is { } sender ? OfKnown(facts, sender, command) : OfUnknown(facts, command)] };
    }

    /// <inheritdoc/>
    public TurnResult Step(TurnFacts facts)
    {
        var command = Read(facts) ?? throw new InvalidOperationException("The message is not about accounts.");
        if (facts.Sender is not { } sender)
            return command.Kind == AccountCommandKind.Link ? LinkUnknown(facts, command.Argument) : Say(facts, IdentityTexts.Unknown(MayLinkHere(facts)));
        var own = Own(facts, sender);
        return command.Kind switch
        {
            AccountCommandKind.Show => Say(facts, IdentityTexts.Accounts(Lines(facts, sender, own.Value))),
            AccountCommandKind.Link when command.Argument.Length > 0 => Say(facts, IdentityTexts.AlreadyKnown(sender)),
            AccountCommandKind.Link => Give(facts, sender, own),
            AccountCommandKind.Unlink => Unlink(facts, sender, own, command.Argument),
            _ => Prefer(facts, sender, own, command.Argument),
        };
    }

    // Digits alone are a code only from somebody whom the bot does not know, in a messenger that vouches for who speaks.
    private AccountCommand? Read(TurnFacts facts) => facts.Message.Action is not null || facts.Message.Group is not null
        ? null
        : AccountCommand.Read(facts.Message.Text, facts.Sender is null && MayLinkHere(facts) ? rules.CodeDigits : null);

    private bool MayLinkHere(TurnFacts facts) => rules.Channels.Contains(facts.Message.Key.Channel);

    private string NewCode(TurnFacts facts) => LinkCode.Draw(facts.Entropy, rules.CodeDigits);

    private IEnumerable<RecordKey> OfKnown(TurnFacts facts, Person sender, AccountCommand command)
    {
        yield return PersonAccounts.Kind.Key(sender.Id);
        var own = Own(facts, sender).Value;
        if (command is { Kind: AccountCommandKind.Link, Argument: "" })
        {
            yield return LinkCode.Kind.Key(keys.CodeId(NewCode(facts)));
            if (own.OpenCode is { } open)
                yield return LinkCode.Kind.Key(open);
        }
        if (command.Kind == AccountCommandKind.Unlink && Linked(own, command.Argument) is { } account)
            yield return AccountLink.Kind.Key(AccountLink.IdOf(account.Address.Channel, account.Address.AccountId!));
    }

    private IEnumerable<RecordKey> OfUnknown(TurnFacts facts, AccountCommand command)
    {
        if (command.Kind != AccountCommandKind.Link || command.Argument.Length == 0 || !MayLinkHere(facts))
            yield break;
        var (codeId, linkId) = (keys.CodeId(command.Argument), AccountLink.IdOf(facts.Message.Key));
        yield return LinkTries.Kind.Key(keys.TriesId(facts.Message.Key));
        yield return LinkCode.Kind.Key(codeId);
        yield return AccountLink.Kind.Key(linkId);
        if (facts.Find(LinkCode.Kind, codeId) is { } code)
            yield return PersonAccounts.Kind.Key(code.Value.PersonId);
        if (facts.Find(AccountLink.Kind, linkId) is { } link)
            yield return PersonAccounts.Kind.Key(link.Value.PersonId);
    }

    private TurnResult Give(TurnFacts facts, Person sender, Versioned<PersonAccounts> own)
    {
        // A linked account cannot bring in further ones: whoever got hold of one must not dig in.
        if (facts.Directory.ByAccount(facts.Message.Key.Channel, facts.Message.Key.SenderId) is null)
            return Say(facts, IdentityTexts.OnlyFromDirectory);
        if (own.Value.Linked.Count >= rules.MostLinked)
            return Say(facts, IdentityTexts.TooMany(rules.MostLinked));
        if (AccountPolicy.WaitUntil(own.Value.CodesAt, rules.CodesPerHour, facts.Now) is { } until)
            return Say(facts, IdentityTexts.TooManyCodes(until, facts.Hours.Territory));
        var digits = NewCode(facts);
        var codeId = keys.CodeId(digits);
        // One in a hundred million: another person's open code reads the same.
        if (facts.Find(LinkCode.Kind, codeId) is not null)
            return Say(facts, IdentityTexts.AskAgain);
        var former = own.Value.OpenCode is { } open ? facts.Find(LinkCode.Kind, open) : null;
        return Say(facts, IdentityTexts.Code(digits, rules.CodeLife, rules.Channels)) with
        {
            Effects = AccountPolicy.Give(facts, sender, own, codeId, rules, former),
        };
    }

    private TurnResult LinkUnknown(TurnFacts facts, string digits)
    {
        if (!MayLinkHere(facts))
            return Say(facts, IdentityTexts.NotHere);
        if (digits.Length == 0)
            return Say(facts, IdentityTexts.HowToLink(rules.CodeDigits));
        var triesId = keys.TriesId(facts.Message.Key);
        var tries = facts.Find(LinkTries.Kind, triesId) ?? new Versioned<LinkTries>(new LinkTries(), 0);
        if (AccountPolicy.WaitUntil(tries.Value.WrongAt, rules.WrongTriesPerHour, facts.Now) is { } until)
            return Say(facts, IdentityTexts.Blocked(until, facts.Hours.Territory));
        var codeId = keys.CodeId(digits);
        if (facts.Find(LinkCode.Kind, codeId) is not { } code || code.Value.ExpiresAt <= facts.Now || facts.Directory.Person(code.Value.PersonId) is not { } person)
            return Say(facts, IdentityTexts.WrongCode) with { Effects = AccountPolicy.CountWrong(facts, triesId, tries) };
        var own = Own(facts, person);
        if (own.Value.Linked.Count >= rules.MostLinked)
            return Say(facts, IdentityTexts.TooMany(rules.MostLinked));
        var link = facts.Find(AccountLink.Kind, AccountLink.IdOf(facts.Message.Key));
        var beforeId = link is not null && link.Value.PersonId != person.Id ? link.Value.PersonId : null;
        var before = beforeId is null ? null : facts.Find(PersonAccounts.Kind, beforeId);
        var handle = AccountHandle.Of(facts.Message.Key.Channel, facts.Message.Key.SenderId);
        return Say(facts, IdentityTexts.Linked(person, handle)) with
        {
            Effects = AccountPolicy.Link(facts, person, codeId, code, own, link?.Version ?? 0, before, beforeId),
        };
    }

    private static TurnResult Unlink(TurnFacts facts, Person sender, Versioned<PersonAccounts> own, string handle)
    {
        if (own.Value.Linked.Count == 0)
            return Say(facts, IdentityTexts.NothingLinked);
        if (Linked(own.Value, handle) is not { } account)
        {
            var ofDirectory = Addresses(facts, sender, own.Value).Any(a => AccountHandle.Of(a) == handle);
            return Say(facts, ofDirectory ? IdentityTexts.OfDirectory : IdentityTexts.WhichToUnlink(Lines(facts, sender, own.Value)));
        }
        var link = facts.Find(AccountLink.Kind, AccountLink.IdOf(account.Address.Channel, account.Address.AccountId!));
        return Say(facts, IdentityTexts.Unlinked(account.Address.Channel)) with { Effects = AccountPolicy.Unlink(facts, sender, own, account, link) };
    }

    private static TurnResult Prefer(TurnFacts facts, Person sender, Versioned<PersonAccounts> own, string handle) =>
        Addresses(facts, sender, own.Value).FirstOrDefault(a => AccountHandle.Of(a) == handle) is { } address
            ? Say(facts, IdentityTexts.Preferred(address.Channel)) with { Effects = AccountPolicy.Prefer(facts, sender, own, address) }
            : Say(facts, IdentityTexts.WhichToPrefer(Lines(facts, sender, own.Value)));

    private static Versioned<PersonAccounts> Own(TurnFacts facts, Person person) =>
        facts.Find(PersonAccounts.Kind, person.Id) ?? new Versioned<PersonAccounts>(new PersonAccounts(), 0);

    /// <summary>The only one where no handle was typed.</summary>
    private static LinkedAccount? Linked(PersonAccounts own, string handle) => handle.Length == 0
        ? (own.Linked.Count == 1 ? own.Linked[0] : null)
        : own.Linked.FirstOrDefault(l => AccountHandle.Of(l.Address) == handle);

    private static IEnumerable<Address> Addresses(TurnFacts facts, Person person, PersonAccounts own) => PersonAddresses.InOrder(facts.Directory, person, own);

    private static IReadOnlyList<AccountLine> Lines(TurnFacts facts, Person sender, PersonAccounts own) =>
    [
        .. Addresses(facts, sender, own).OrderBy(a => own.Linked.Any(l => l.Address == a)).Select(a => new AccountLine(
            a.Channel, AccountHandle.Of(a), own.Linked.FirstOrDefault(l => l.Address == a)?.LinkedAt, a == Addresses(facts, sender, own).First())),
    ];

    private static TurnResult Say(TurnFacts facts, MessageContent reply) => new(facts.Conversation, [reply]);
}
