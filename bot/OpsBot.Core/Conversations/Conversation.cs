using System.Text.Json;
using OpsBot.Core.Changes;

namespace OpsBot.Core.Conversations;

/// <summary>What the bot remembers of a conversation with one sender: the open dialog and its draft, the last question, no history.</summary>
public sealed record Conversation
{
    /// <summary>How it is stored; the id is <see cref="ConversationKey.ToString"/>.</summary>
    public static readonly RecordKind<Conversation> Kind = new("conversation");

    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Name of the open dialog; null: none.</summary>
    public string? Dialog { get; init; }

    /// <summary>The open dialog's own draft, as it wrote it.</summary>
    public JsonElement? Draft { get; init; }

    /// <summary>Number of turns so far; makes every turn of a conversation a new version.</summary>
    public long Turns { get; init; }

    /// <summary>The last question to the library, so that its answer can be called wrong or lead to a report; null: none.</summary>
    public LastQuestion? LastQuestion { get; init; }

    /// <summary>Where the open dialog's words lie; null: nobody may want them taken out.</summary>
    public DialogTrail? Trail { get; init; }

    /// <summary>Where the newest free words outside a dialog lie, and their answers, in case they become an unnamed report. Ids only.</summary>
    public IReadOnlyList<string> Spoken { get; init; } = [];

    /// <summary>Of a visit through the public entrance: when it may be deleted; null: of a person's conversation.</summary>
    public DateTimeOffset? KeptUntil { get; init; }

    /// <summary>With a dialog and its draft.</summary>
    public Conversation With<TDraft>(string dialog, TDraft draft) =>
        this with { Dialog = dialog, Draft = JsonSerializer.SerializeToElement(draft, StoredJson.Options) };

    /// <summary>With no dialog open.</summary>
    public Conversation Closed() => this with { Dialog = null, Draft = null, Trail = null };

    /// <summary>The draft of <paramref name="dialog"/>, or null when another or no dialog is open.</summary>
    public TDraft? DraftOf<TDraft>(string dialog)
        where TDraft : class =>
        Dialog == dialog && Draft is { } draft ? draft.Deserialize<TDraft>(StoredJson.Options) : null;
}
