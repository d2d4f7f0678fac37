using System.Collections.Concurrent;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.BotFramework.References;

/// <summary>Keeps references and menus as records, so that every process can send and understand.</summary>
internal sealed class ReferenceStore(IRecordReader records, IChangeStore store, IEntropySource entropy, MachineClock machine)
{
    private const int MaxAttempts = 3;
    private const int MostKnown = 20_000;
    private static readonly TimeSpan KnownFor = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>The reference; null: nobody ever wrote there.</summary>
    /// <remarks>That of an activity which came to this process just now is the newest there is.</remarks>
    public async ValueTask<ConversationReference?> FindAsync(TenantId tenant, string conversationId, CancellationToken cancellationToken) =>
        Seen(tenant, conversationId)?.Reference ?? (await ReadAsync(tenant, ConversationReference.Kind, conversationId, cancellationToken).ConfigureAwait(false))?.Value;

    /// <summary>The conversation in which the account talks to the bot alone; null: none is known.</summary>
    public async Task<string?> FindPersonalAsync(TenantId tenant, string channel, string account, CancellationToken cancellationToken) =>
        (await ReadAsync(tenant, AccountReference.Kind, ReferenceIds.AccountKey(channel, account), cancellationToken).ConfigureAwait(false))?.Value.ConversationId;

    /// <summary>What is offered in the conversation.</summary>
    public async Task<Versioned<OfferedMenu>> MenuAsync(TenantId tenant, string conversationId, CancellationToken cancellationToken) =>
        await ReadAsync(tenant, OfferedMenu.Kind, conversationId, cancellationToken).ConfigureAwait(false) ?? NoMenu;

    /// <summary>The store was found to say the same not long ago; notes that an activity came from there.</summary>
    public bool IsKnown(TenantId tenant, string conversationId, ConversationReference reference)
    {
        var now = machine.Now;
        if (!_known.TryGetValue(conversationId, out var known) || known.Tenant != tenant || known.Reference != reference || now - known.StoredAt >= KnownFor)
            return false;
        known.SeenAt = now;
        return true;
    }

    /// <summary>
    /// Keeps the reference, and with <paramref name="accountKey"/> that the account's own conversation is this one. Writes
    /// only what is new.
    /// </summary>
    public async Task RememberAsync(TenantId tenant, string conversationId, ConversationReference reference, string? accountKey, CancellationToken cancellationToken)
    {
        if (IsKnown(tenant, conversationId, reference))
            return;
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var changes = await ChangesAsync(tenant, conversationId, reference, accountKey, cancellationToken).ConfigureAwait(false);
            if (changes.Count > 0 && await WriteAsync(tenant, changes, cancellationToken).ConfigureAwait(false) is CommitOutcome.Conflict)
                continue;
            if (_known.Count >= MostKnown)
                _known.Clear();
            _known[conversationId] = new Known(tenant, reference, machine.Now) { SeenAt = machine.Now };
            return;
        }
        throw new StoreUnavailableException("A conversation's reference is being changed by others all the time.");
    }

    /// <summary>What is offered, among records <paramref name="read"/> just now; what this process answers is compared with it.</summary>
    public OfferedMenu NoteMenu(TenantId tenant, string conversationId, IReadOnlyList<StoredRecord> read)
    {
        var menu = read.FirstOrDefault(record => record.Key == OfferedMenu.Kind.Key(conversationId)) is { } found
            ? OfferedMenu.Kind.Read(found)
            : NoMenu;
        if (Seen(tenant, conversationId) is { } known)
            known.Menu = menu;
        return menu.Value;
    }

    /// <summary>Replaces what is offered, if it is another. A newer menu of another process stays.</summary>
    public async Task OfferAsync(TenantId tenant, string conversationId, OfferedMenu menu, CancellationToken cancellationToken)
    {
        var known = Seen(tenant, conversationId);
        var (current, version) = known?.Menu ?? await MenuAsync(tenant, conversationId, cancellationToken).ConfigureAwait(false);
        if (menu.Items.Count == 0 && current.Items.Count == 0)
            return;
        // From here on only the store knows.
        if (known is not null)
            known.Menu = null;
        await WriteAsync(tenant, [OfferedMenu.Kind.Put(conversationId, menu, version)], cancellationToken).ConfigureAwait(false);
    }

    private static Versioned<OfferedMenu> NoMenu { get; } = new(OfferedMenu.Empty, 0);

    private Known? Seen(TenantId tenant, string conversationId) =>
        _known.TryGetValue(conversationId, out var known) && known.Tenant == tenant && machine.Now - known.SeenAt < JustNow ? known : null;

    private async Task<List<RecordWrite>> ChangesAsync(TenantId tenant, string id, ConversationReference reference, string? accountKey, CancellationToken cancellationToken)
    {
        RecordKey[] keys = accountKey is null ? [ConversationReference.Kind.Key(id)] : [ConversationReference.Kind.Key(id), AccountReference.Kind.Key(accountKey)];
        var found = await records.GetAsync(tenant, keys, cancellationToken).ConfigureAwait(false);
        var changes = new List<RecordWrite>();
        var current = found.Where(r => r.Key == keys[0]).Select(ConversationReference.Kind.Read).FirstOrDefault();
        if (current?.Value != reference)
            changes.Add(ConversationReference.Kind.Put(id, reference, current?.Version ?? 0));
        if (accountKey is null)
            return changes;
        var account = found.Where(r => r.Key == keys[1]).Select(AccountReference.Kind.Read).FirstOrDefault();
        if (account?.Value.ConversationId != id)
            changes.Add(AccountReference.Kind.Put(accountKey, new AccountReference { ConversationId = id }, account?.Version ?? 0));
        return changes;
    }

    /// <summary>Deletes the reference, what was offered there, and that the account's own conversation is this one.</summary>
    public async Task ForgetAsync(TenantId tenant, string conversationId, string? accountKey, CancellationToken cancellationToken)
    {
        RecordKey[] own = [ConversationReference.Kind.Key(conversationId), OfferedMenu.Kind.Key(conversationId)];
        RecordKey[] keys = accountKey is null ? own : [.. own, AccountReference.Kind.Key(accountKey)];
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var found = await records.GetAsync(tenant, keys, cancellationToken).ConfigureAwait(false);
            var gone = found.Where(r => own.Contains(r.Key) || AccountReference.Kind.Read(r).Value.ConversationId == conversationId);
            RecordWrite[] writes = [.. gone.Select(r => new RecordWrite(r.Key, r.Version, null))];
            var outcome = writes.Length == 0 ? new CommitOutcome.Committed() : await WriteAsync(tenant, writes, cancellationToken).ConfigureAwait(false);
            _known.TryRemove(conversationId, out _);
            if (outcome is not CommitOutcome.Conflict)
                return;
        }
        throw new StoreUnavailableException("A conversation's reference is being changed by others all the time.");
    }

    private Task<CommitOutcome> WriteAsync(TenantId tenant, IReadOnlyList<RecordWrite> writes, CancellationToken cancellationToken) => store.CommitAsync(
        new ChangeSet { Tenant = tenant, AttemptId = Identifier.From(entropy.Draw(), "attempt"), Effects = new Effects { Records = writes } }, cancellationToken);

    private async Task<Versioned<T>?> ReadAsync<T>(TenantId tenant, RecordKind<T> kind, string id, CancellationToken cancellationToken)
        where T : class
    {
        var found = await records.GetAsync(tenant, [kind.Key(id)], cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? kind.Read(found[0]) : null;
    }

    private sealed class Known(TenantId tenant, ConversationReference reference, DateTimeOffset storedAt)
    {
        public TenantId Tenant => tenant;

        public ConversationReference Reference => reference;

        /// <summary>When the store was found to say the same.</summary>
        public DateTimeOffset StoredAt => storedAt;

        /// <summary>When the last activity came from there.</summary>
        public DateTimeOffset SeenAt { get; set; }

        /// <summary>What was offered when that activity was understood; null: ask the store.</summary>
        public Versioned<OfferedMenu>? Menu { get; set; }
    }
}
