using Microsoft.Extensions.Options;
using OpsBot.Channels.Rendering;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.WeCom.Offers;

/// <summary>Remembers what the newest reply offered, for all processes, and understands a typed number or button title by it.</summary>
internal sealed class OfferBook(IRecordReader records, IChangeStore store, IOptions<WeComOptions> options, TimeProvider clock)
{
    private const int MaxAttempts = 5;

    /// <summary>Writes down the answers of a reply before it is sent. False: others kept writing; try later.</summary>
    public async Task<bool> RememberAsync(TenantId tenant, string account, OutboundMessage message, Rendered rendered, CancellationToken cancellationToken)
    {
        var id = IdOf(account);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var known = await FindAsync(tenant, id, cancellationToken).ConfigureAwait(false);
            if (Write(known, id, message, rendered) is not { } write)
                return true;
            var change = new ChangeSet { Tenant = tenant, AttemptId = $"offer/{message.Id}/{write.ExpectedVersion}", Effects = new Effects { Records = [write] } };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is CommitOutcome.Committed)
                return true;
        }
        return false;
    }

    /// <summary>What a typed text stands for, or null when it stands for itself.</summary>
    public async Task<Option?> UnderstandAsync(TenantId tenant, string account, string text, CancellationToken cancellationToken)
    {
        if (text.Length is 0 or > 64)
            return null;
        var known = await FindAsync(tenant, IdOf(account), cancellationToken).ConfigureAwait(false);
        if (known?.Value is not { } offer || offer.At + options.Value.OfferLifetime < clock.GetUtcNow())
            return null;
        if (offer.Numbered && TypedAnswer.Number(text) is { } number && number >= 1 && number <= offer.Options.Count)
            return ToOption(offer.Options[number - 1]);
        return offer.Options.FirstOrDefault(o => o.Action is not null && o.Title == TypedAnswer.Plain(text)) is { } named ? ToOption(named) : null;
    }

    private static RecordWrite? Write(Versioned<Offer>? known, string id, OutboundMessage message, Rendered rendered)
    {
        if (known?.Value.MessageId == message.Id)
            return null;
        if (rendered.Options.Count == 0)
            return known is null || (known.Value.ReplyTo is { } turn && turn == message.ReplyTo) ? null : Offer.Kind.Delete(id, known.Version);
        var offer = new Offer
        {
            MessageId = message.Id,
            ReplyTo = message.ReplyTo,
            At = message.CreatedAt,
            Numbered = rendered.Numbered,
            Options = [.. rendered.Options.Select(o => new OfferedOption(o.Title, o.Action?.Name, o.Action?.Args))],
        };
        return Offer.Kind.Put(id, offer, known?.Version ?? 0);
    }

    private async Task<Versioned<Offer>?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [Offer.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : Offer.Kind.Read(found[0]);
    }

    private static Option ToOption(OfferedOption stored) =>
        new(stored.Title, stored.Action is { } name ? new BotAction(name, stored.Args ?? new Dictionary<string, string>()) : null);

    private static string IdOf(string account) => Uri.EscapeDataString(account);
}
