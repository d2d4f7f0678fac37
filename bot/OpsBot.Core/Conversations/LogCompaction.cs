using System.Globalization;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>
/// After words were taken out, has the store's files rewritten, in which they would lie on as history. Once for all that was
/// taken out within <see cref="Period"/>, so that nobody can keep the disk busy by typing.
/// </summary>
public sealed class LogCompaction(IStoreCompaction compaction, IChangeStore store, IEntropySource entropy, TimeProvider clock) : IDueHandler
{
    /// <summary>The files are rewritten at most so often.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private const string Member = "compact";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Kind => Member;

    /// <summary>At the period's end. The instant is in the member, so that what is taken out later does not put it off.</summary>
    public static DueWrite DueAfter(DateTimeOffset now)
    {
        var end = new DateTimeOffset((now.UtcTicks / Period.Ticks * Period.Ticks) + Period.Ticks, TimeSpan.Zero);
        return new($"{Member}/{end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}", end);
    }

    /// <summary>Asks first: after a crash in between it asks again.</summary>
    public async Task HandleAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            throw new ArgumentException("The due member is none of a compaction.", nameof(id));
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        var now = clock.GetUtcNow();
        var isAsked = at <= now && await compaction.RequestAsync(cancellationToken).ConfigureAwait(false);
        await store.CommitAsync(
            new ChangeSet
            {
                Tenant = tenant,
                AttemptId = Identifier.From(entropy.Draw(), "attempt"),
                Effects = new Effects { Dues = [new DueWrite($"{Member}/{id}", isAsked ? null : at > now ? at : now + Again)] },
            },
            cancellationToken).ConfigureAwait(false);
    }
}
