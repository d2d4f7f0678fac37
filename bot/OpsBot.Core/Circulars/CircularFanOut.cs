using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Circulars;

/// <summary>
/// Turns an approved circular into messages, batch by batch, in the ordinal order of person ids. The cursor is a person id
/// and not a position, so people who come or go in the middle move nobody else: each person gets one message. Who joins
/// behind the cursor's place is reached, who joins before it is not.
/// </summary>
public static class CircularFanOut
{
    /// <summary>Messages of one commit.</summary>
    public const int BatchSize = 200;

    /// <summary>
    /// What one call of the sweep writes: a batch with its cursor and the next call, or, for a circular that is gone or
    /// no longer to be sent, only that nothing is due. A recalled one that is still due was recalled by a process of a version
    /// that took back in the sweep: it is handed to those that have the messengers.
    /// </summary>
    public static Effects Decide(
        string id, Versioned<Circular>? stored, DirectorySnapshot directory, Func<Person, QuietHours> hoursOf, DateTimeOffset now)
    {
        var member = Circular.DueMemberOf(id);
        if (stored is not { Value.Status: CircularStatus.Approved })
            return new Effects { Dues = [new DueWrite(member, null)], Indexes = stored is null ? [] : CircularChange.ToTakeBack(stored.Value) };
        var batch = Next(stored.Value, directory, hoursOf, now);
        return new Effects
        {
            Records = [Circular.Kind.Put(id, batch.Circular, stored.Version)],
            Dues = [new DueWrite(member, batch.More ? now : null)],
            Outbox = batch.Messages,
            Audit = [new AuditEntry(now, "system", "circular.batch", Circular.Kind.Key(id).ToString(), $"queued={batch.Messages.Count} total={batch.Circular.RecipientCount} more={batch.More}")],
        };
    }

    /// <summary>The people of the next batch.</summary>
    public static IReadOnlyList<Person> PeopleOf(Circular circular, DirectorySnapshot directory) => [.. Left(circular, directory).Take(BatchSize)];

    /// <summary>The next batch of <paramref name="circular"/>, which must be approved. Each message is planned for the opening of its recipient.</summary>
    public static CircularBatch Next(Circular circular, DirectorySnapshot directory, Func<Person, QuietHours> hoursOf, DateTimeOffset now)
    {
        if (circular.Status != CircularStatus.Approved)
            throw new ArgumentException($"Circular '{circular.Id}' is {circular.Status} and has no batch.", nameof(circular));
        var left = Left(circular, directory).Take(BatchSize + 1).ToArray();
        var more = left.Length > BatchSize;
        var urgent = circular.Urgent is { } wanted && wanted.IsInForce(now) ? wanted : null;
        var senderUnit = directory.Person(circular.AuthorId)?.UnitId;
        var messages = left.Take(BatchSize)
            .Select(p => ToMessage(circular, p, CircularTexts.ForRecipient(circular, directory, urgent, hoursOf(p).Plan.Schedule.UtcOffset), urgent, now, hoursOf(p).NextOpening(now)) with { SenderUnitId = senderUnit, SenderId = circular.AuthorId })
            .ToArray();
        var after = circular with
        {
            Cursor = messages.Length > 0 ? messages[^1].PersonId : circular.Cursor,
            RecipientCount = circular.RecipientCount + messages.Length,
            Status = more ? CircularStatus.Approved : CircularStatus.FannedOut,
            FannedOutAt = more ? null : now,
        };
        return new CircularBatch(after, messages, more);
    }

    /// <summary>The same for the same circular and person, so that a repeated batch is the same messages.</summary>
    public static string MessageIdOf(string circularId, string personId, string? overrideId = null) =>
        Identifier.From("circular"u8, overrideId is null ? $"circular/{circularId}/{personId}" : $"circular/{circularId}/{personId}/{overrideId}", 26);

    private static OutboundMessage ToMessage(Circular circular, Person person, MessageContent content, CircularUrgency? urgent, DateTimeOffset now, DateTimeOffset notBefore) => new()
    {
        Id = MessageIdOf(circular.Id, person.Id, urgent?.OverrideId),
        Class = urgent is null ? MessageClass.Circular : MessageClass.Override,
        OverrideId = urgent?.OverrideId,
        PersonId = person.Id,
        Subject = Circular.SubjectOf(circular.Id),
        DedupKey = Circular.SubjectOf(circular.Id),
        Content = content,
        CreatedAt = now,
        NotBefore = urgent is null ? notBefore : null,
        FollowsHours = urgent is null,
    };

    private static IEnumerable<Person> Left(Circular circular, DirectorySnapshot directory) => directory.PeopleUnder(circular.UnitId)
        .Where(p => circular.Cursor is null || string.CompareOrdinal(p.Id, circular.Cursor) > 0)
        .OrderBy(p => p.Id, StringComparer.Ordinal);
}
