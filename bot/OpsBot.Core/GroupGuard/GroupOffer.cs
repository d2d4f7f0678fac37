using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.GroupGuard;

/// <summary>The offer to send a text to its group at the next opening. It is kept for some days only.</summary>
public sealed record GroupOffer
{
    /// <summary>How it is stored.</summary>
    public static readonly RecordKind<GroupOffer> Kind = new("group-offer");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Ten characters that a person can type.</summary>
    public required string Id { get; init; }

    /// <summary>Who wrote the text; nobody else can accept or withdraw.</summary>
    public required string SenderId { get; init; }

    /// <summary>Where the group reads.</summary>
    public required Address Group { get; init; }

    /// <summary>The group's unit.</summary>
    public required string UnitId { get; init; }

    /// <summary>The words as written; emptied once they are in the outbox or no longer wanted.</summary>
    public required string Text { get; init; }

    /// <summary>The sender may not assign work here, so a leader has to agree.</summary>
    public bool NeedsConsent { get; init; }

    /// <summary>Where it stands.</summary>
    public GroupOfferStatus Status { get; init; }

    /// <summary>When it is deleted.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The scheduled message is withdrawn and counted by it.</summary>
    public static string SubjectOf(string id) => $"group-offer:{id}";

    /// <summary>What the leaders are asked is withdrawn by it.</summary>
    public static string ConsentSubjectOf(string id) => $"group-consent:{id}";

    /// <summary>When the sweep must delete it.</summary>
    public static DueWrite Due(string id, DateTimeOffset? at) => new($"{GroupOfferExpiryHandler.Member}/{id}", at);
}
