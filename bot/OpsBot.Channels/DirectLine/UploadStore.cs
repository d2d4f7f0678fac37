using Microsoft.Extensions.Options;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;

namespace OpsBot.Channels.DirectLine;

/// <summary>Keeps uploads as records, so that every process can give them out, for a set time.</summary>
internal sealed class UploadStore(IRecordReader records, IChangeStore store, IEntropySource entropy, TimeProvider clock, IOptions<DirectLineOptions> options)
{
    /// <summary>Stores the files of one entry; a repeat of the same entry changes nothing. Gives their ids.</summary>
    public async Task<IReadOnlyList<string>> SaveAsync(DirectLinePrincipal who, string entryId, IReadOnlyList<SentFile> files, CancellationToken cancellationToken)
    {
        var ids = files.Select((_, i) => ActivityIds.File(who.ConversationId, entryId, i)).ToArray();
        if (ids.Length == 0)
            return ids;
        var gone = clock.GetUtcNow() + options.Value.UploadKeep;
        var change = new ChangeSet
        {
            Tenant = who.Tenant,
            AttemptId = Identifier.From(entropy.Draw(), "attempt"),
            Effects = new Effects
            {
                Records = [.. files.Select((file, i) => UploadedFile.Kind.Put(ids[i], Stored(who, file), 0))],
                Dues = [.. ids.Select(id => RecordExpiryHandler.Due(UploadedFile.Kind.Key(id), gone))],
            },
        };
        // A conflict says that they are there: the ids come from the entry.
        await store.CommitAsync(change, cancellationToken).ConfigureAwait(false);
        return ids;
    }

    /// <summary>A file of this conversation; null: there is none of that id, or no more.</summary>
    public async Task<UploadedFile?> FindAsync(DirectLinePrincipal who, string id, CancellationToken cancellationToken)
    {
        if (!ActivityIds.IsFile(id))
            return null;
        var found = await records.GetAsync(who.Tenant, [UploadedFile.Kind.Key(id)], cancellationToken).ConfigureAwait(false);
        return found.Count > 0 && UploadedFile.Kind.Read(found[0]).Value is { } file && file.ConversationId == who.ConversationId ? file : null;
    }

    private static UploadedFile Stored(DirectLinePrincipal who, SentFile file) =>
        new() { ConversationId = who.ConversationId, Name = file.Name, ContentType = file.ContentType, Content = file.Content };
}
