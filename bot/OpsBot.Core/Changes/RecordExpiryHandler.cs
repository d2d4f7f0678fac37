using System.Globalization;

namespace OpsBot.Core.Changes;

/// <summary>Deletes a record at the instant that was set when it was written. For records to which nothing else refers.</summary>
public sealed class RecordExpiryHandler(IRecordReader reader, IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    private const string Member = "expire";

    /// <inheritdoc/>
    public string Kind => Member;

    /// <summary>Part of the change that writes the record. The instant is in the member, so that an early call deletes nothing.</summary>
    public static DueWrite Due(RecordKey record, DateTimeOffset at) =>
        new($"{Member}/{at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}/{record.Kind}/{record.Id}", at);

    /// <summary>Ends in one attempt: when somebody writes in between, the lease brings the record back.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var parts = id.Split('/', 3);
        if (parts.Length < 3 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw new ArgumentException("The due member is none of a record's expiry.", nameof(id));
        var (at, key) = (DateTimeOffset.FromUnixTimeSeconds(seconds), new RecordKey(parts[1], parts[2]));
        var isOver = at <= clock.GetUtcNow();
        var found = isOver ? await reader.GetAsync(tenant, [key], cancellationToken).ConfigureAwait(false) : [];
        await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "attempt"),
                Effects = new Effects
                {
                    Records = [.. found.Select(record => new RecordWrite(key, record.Version, null))],
                    Dues = [new DueWrite($"{Member}/{id}", isOver ? null : at)],
                },
            },
            cancellationToken).ConfigureAwait(false);
    }
}
