using System.Text;
using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DingTalk.Todos;

/// <summary>Keeps what is to be in people's lists. What was delivered is noted at once; the list itself is written later.</summary>
internal sealed class TodoBook(IRecordReader records, IChangeStore store, IEntropySource entropy, IOptions<DingTalkOptions> options, TimeProvider clock) : IDisposable
{
    private const int IdLength = 26;
    private readonly SemaphoreSlim _noted = new(0, 1);

    /// <summary>Notes a delivered assignment; anything else, and a second message about the same one, changes nothing.</summary>
    public async Task NoteAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        if (!options.Value.Todos || address.AccountId is not { } account || RobotMessageReader.IsOpaque(account) || !AssignmentReader.IsAssignment(message))
            return;
        var id = Identifier.From(Encoding.UTF8.GetBytes($"{message.Subject}\n{account}"), "todo", IdLength);
        if (await FindAsync(tenant, id, cancellationToken).ConfigureAwait(false) is not null)
            return;
        var item = new TodoItem { MessageId = message.Id, Subject = message.Subject!, PersonId = message.PersonId, Account = account, LookAt = clock.GetUtcNow() };
        // When another process was quicker the item is there, which is all that is wanted.
        await WriteAsync(tenant, id, item, 0, cancellationToken).ConfigureAwait(false);
        lock (_noted)
            if (_noted.CurrentCount == 0)
                _noted.Release();
    }

    /// <summary>The items at which to look first.</summary>
    public Task<IReadOnlyList<string>> NextAsync(TenantId tenant, int take, CancellationToken cancellationToken) =>
        records.ListAsync(tenant, new IndexQuery(TodoItem.OpenIndex, take), cancellationToken);

    /// <summary>An item with its version.</summary>
    public async Task<Versioned<TodoItem>?> FindAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var found = await records.GetAsync(tenant, [TodoItem.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        return found.Count > 0 ? TodoItem.Kind.Read(found[0]) : null;
    }

    /// <summary>Writes an item, or ends it with null. False: somebody else was quicker.</summary>
    public async Task<bool> WriteAsync(TenantId tenant, string id, TodoItem? item, long version, CancellationToken cancellationToken)
    {
        var write = item is null ? TodoItem.Kind.Delete(id, version) : TodoItem.Kind.Put(id, item, version);
        var change = new ChangeSet
        {
            Tenant = tenant,
            AttemptId = $"todo/{Identifier.From(entropy.Draw(), "attempt")}",
            Effects = new Effects { Records = [write], Indexes = [new IndexWrite(TodoItem.OpenIndex, id, item?.LookAt)] },
        };
        return await store.CommitAsync(change, cancellationToken).ConfigureAwait(false) is CommitOutcome.Committed;
    }

    /// <summary>Waits until something was noted, at most so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _noted.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _noted.Dispose();
}
