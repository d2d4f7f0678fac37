using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Core.Delivery.Burden;

/// <summary>Makes one message of those that were over a recipient's budget.</summary>
public static class DigestPolicy
{
    /// <summary>Most items of a digest.</summary>
    public const int MaxItems = 50;

    /// <summary>
    /// The digest for all that waits, as far as it fits; <paramref name="leader"/> is always in it. Its id comes from the
    /// leader's, so that a repeat is the same digest.
    /// </summary>
    public static OutboundMessage Compose(OutboxEntry leader, IReadOnlyList<OutboxEntry> waiting, BurdenRules rules, DateTimeOffset now)
    {
        List<OutboxEntry> items = [leader];
        var characters = leader.Message.Content.Text.Length;
        foreach (var entry in waiting.Where(w => w.Message.Id != leader.Message.Id))
        {
            characters += entry.Message.Content.Text.Length;
            if (characters > rules.DigestCharacters || items.Count == MaxItems)
                break;
            items.Add(entry);
        }
        OutboxEntry[] ordered = [.. items.OrderBy(i => i.Message.CreatedAt).ThenBy(i => i.Message.Id, StringComparer.Ordinal)];
        return new OutboundMessage
        {
            Id = Identifier.From("digest"u8, leader.Message.Id, 26),
            Class = MessageClass.Digest,
            PersonId = leader.Message.PersonId,
            Address = leader.Message.Address,
            Content = DeliveryTexts.Digest(ordered, now),
            CreatedAt = now,
            Items = [.. ordered.Select(i => i.Message.Id)],
        };
    }

    /// <summary>What the digest says now: items that were withdrawn since are left out. Null: nothing is left to say.</summary>
    public static MessageContent? ContentNow(IReadOnlyList<OutboxEntry> items, DateTimeOffset now)
    {
        OutboxEntry[] live = [.. items.Where(i => i.State == DeliveryState.Merged)];
        return live.Length > 0 ? DeliveryTexts.Digest(live, now) : null;
    }
}
