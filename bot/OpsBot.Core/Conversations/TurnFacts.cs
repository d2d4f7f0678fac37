using System.Collections.ObjectModel;
using System.Text.Json;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Conversations;

/// <summary>All that a dialog may look at in one turn.</summary>
public sealed record TurnFacts
{
    /// <summary>The instant of the turn.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The message.</summary>
    public required InboundMessage Message { get; init; }

    /// <summary>The sender as the directory knows it; null for an unknown (anonymous) sender.</summary>
    public required Person? Sender { get; init; }

    /// <summary>The organisation.</summary>
    public required DirectorySnapshot Directory { get; init; }

    /// <summary>The calendar and the hours in force.</summary>
    public required HoursEdition Edition { get; init; }

    /// <summary>Hours of the territory, of units and of people; what people set themselves is in records of its own.</summary>
    public HoursResolver Hours => Edition.Hours;

    /// <summary>The conversation before this turn.</summary>
    public required Conversation Conversation { get; init; }

    /// <summary>32 random bytes for ids, the same when the turn is recomputed after a conflict.</summary>
    public required byte[] Entropy { get; init; }

    /// <summary>Records loaded for <see cref="FactNeeds.Records"/>; a key that was asked for and is missing here does not exist.</summary>
    public IReadOnlyDictionary<RecordKey, StoredRecord> Records { get; init; } = ReadOnlyDictionary<RecordKey, StoredRecord>.Empty;

    /// <summary>Keys that were asked for so far.</summary>
    public IReadOnlySet<RecordKey> Asked { get; init; } = ReadOnlySet<RecordKey>.Empty;

    /// <summary>Index listings loaded so far.</summary>
    public IReadOnlyDictionary<IndexQuery, IReadOnlyList<string>> Lists { get; init; } = ReadOnlyDictionary<IndexQuery, IReadOnlyList<string>>.Empty;

    /// <summary>Delivery counts loaded so far.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<DeliveryState, int>> DeliveryCounts { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyDictionary<DeliveryState, int>>.Empty;

    /// <summary>Messages of the outbox loaded so far; null: there is none of that id.</summary>
    public IReadOnlyDictionary<string, OutboxEntry?> Messages { get; init; } = ReadOnlyDictionary<string, OutboxEntry?>.Empty;

    /// <summary>Interruptions loaded so far.</summary>
    public IReadOnlyDictionary<BurdenQuery, IReadOnlyList<BurdenLine>> BurdenDays { get; init; } = ReadOnlyDictionary<BurdenQuery, IReadOnlyList<BurdenLine>>.Empty;

    /// <summary>Monthly counts loaded so far, by month and sender unit.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> BurdenMonths { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>.Empty;

    /// <summary>A message of the outbox, or null when there is none (or it was not asked for).</summary>
    public OutboxEntry? Outgoing(string id) => Messages.GetValueOrDefault(id);

    /// <summary>A language model may be asked to reword a sentence.</summary>
    public bool HasModel { get; init; }

    /// <summary>What it made of the sentences it was asked for; a sentence that failed its check stands for itself.</summary>
    public IReadOnlyDictionary<string, string> Reworded { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The record, or null when it does not exist (or was not asked for).</summary>
    public Versioned<T>? Find<T>(RecordKind<T> kind, string id)
        where T : class =>
        Records.TryGetValue(kind.Key(id), out var record) ? kind.Read(record) : null;

    /// <summary>Hours of a person, with the quiet times that the person set when their record was asked for.</summary>
    public QuietHours HoursOf(Person person) => Hours.ForPerson(Directory, person.Id, Find(PersonalQuiet.Kind, person.Id)?.Value, Now);

    /// <summary>The members of a listing; empty when it was not asked for.</summary>
    public IReadOnlyList<string> List(IndexQuery query) => Lists.TryGetValue(query, out var members) ? members : [];

    /// <summary>The records of a listing that was asked for with its records; those deleted meanwhile are left out.</summary>
    public Listing<T> Listing<T>(RecordKind<T> kind, IndexQuery query)
        where T : class
    {
        var (items, unreadable) = (new List<T>(), 0);
        foreach (var id in List(query))
        {
            try
            {
                if (Find(kind, id) is { } found)
                    items.Add(found.Value);
            }
            catch (JsonException)
            {
                unreadable++;
            }
        }
        return new Listing<T>(items, unreadable);
    }

    /// <summary>The id of the turn's answer number <paramref name="index"/>, from 0.</summary>
    public string ReplyId(int index) => NewId($"reply/{index}", 26);

    /// <summary>An id for <paramref name="purpose"/>, the same when the turn is recomputed.</summary>
    public string NewId(string purpose, int length = 16) => Identifier.OfTurn(Entropy, purpose, length);
}
