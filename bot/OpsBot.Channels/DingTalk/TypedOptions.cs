using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk;

/// <summary>Remembers which options a private chat shows, and reads a typed number or word as one of them.</summary>
internal sealed class TypedOptions(IRecordReader records, IChangeStore store)
{
    private const int MaxAttempts = 4;

    /// <summary>Call before a message is shown; gives its options with their numbers.</summary>
    public async Task<IReadOnlyList<ShownOption>> RememberAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        var id = ShownOptions.IdOf(address);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var stored = await ReadAsync(tenant, id, cancellationToken).ConfigureAwait(false);
            var after = stored.Value.With(message);
            if (ReferenceEquals(after, stored.Value) || (after.Options.Count == 0 && stored.Value.Options.Count == 0))
                return after.Of(message.Id);
            var change = new ChangeSet
            {
                Tenant = tenant,
                AttemptId = $"shown/{message.Id}/{stored.Version}",
                Effects = new Effects { Records = [ShownOptions.Kind.Put(id, after, stored.Version)] },
            };
            if (await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is CommitOutcome.Committed)
                return after.Of(message.Id);
        }
        throw new StoreUnavailableException("The options of a chat were changed by others again and again.");
    }

    /// <summary>The message as it would be had the button been pressed; unchanged when nothing shown was typed.</summary>
    public async Task<InboundMessage> ResolveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (message.Action is not null || message.Text.Length is 0 or > 60)
            return message;
        var stored = await ReadAsync(message.Tenant, ShownOptions.IdOf(message.ReplyAddress), cancellationToken).ConfigureAwait(false);
        return stored.Value.Find(message.Text) is { } option ? message with { Text = option.Title, Action = option.Action } : message;
    }

    private async Task<Versioned<ShownOptions>> ReadAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var stored = await records.GetAsync(tenant, [ShownOptions.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        return stored.Count > 0 ? ShownOptions.Kind.Read(stored[0]) : new Versioned<ShownOptions>(new ShownOptions(), 0);
    }
}
