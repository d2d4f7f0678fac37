using OpsBot.Core.Changes;

namespace OpsBot.Core.Identity;

/// <summary>Deletes codes that are over and tries that no longer count. Nothing waits for it: instants are compared at every use.</summary>
public sealed class LinkExpiryHandler(IRecordReader records, IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    private const string DueKind = "link";
    private const string Code = "code/";
    private const string Tries = "tries/";

    /// <inheritdoc/>
    public string Kind => DueKind;

    /// <summary>The due member of a code.</summary>
    internal static string CodeMember(string codeId) => $"{DueKind}/{Code}{codeId}";

    /// <summary>The due member of an account's tries.</summary>
    internal static string TriesMember(string triesId) => $"{DueKind}/{Tries}{triesId}";

    /// <summary>Ends in one attempt: when a turn comes in between, the lease brings it back.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var key = id.StartsWith(Code, StringComparison.Ordinal) ? LinkCode.Kind.Key(id[Code.Length..]) : LinkTries.Kind.Key(id[Tries.Length..]);
        var found = await records.GetAsync(tenant, [key], cancellationToken).ConfigureAwait(false);
        var now = clock.GetUtcNow();
        var until = found.Count == 0 ? null : EndOf(found[0]);
        var isOver = until is null || until <= now;
        await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "attempt"),
                Effects = new Effects
                {
                    Records = isOver && found.Count > 0 ? [new RecordWrite(key, found[0].Version, null)] : [],
                    Dues = [new DueWrite($"{DueKind}/{id}", isOver ? null : until)],
                },
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static DateTimeOffset? EndOf(StoredRecord record) => record.Key.Kind == LinkCode.Kind.Name
        ? LinkCode.Kind.Read(record).Value.ExpiresAt
        : LinkTries.Kind.Read(record).Value.WrongAt is { Count: > 0 } wrong ? wrong[^1] + LinkRules.Window : null;
}
