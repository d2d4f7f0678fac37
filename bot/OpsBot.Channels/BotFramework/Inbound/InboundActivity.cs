using Microsoft.Bot.Schema;
using Microsoft.Bot.Schema.Teams;
using Newtonsoft.Json;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.BotFramework.Inbound;

/// <summary>A posted activity with what the bot reads in it. Only what the SDK names comes from the wire.</summary>
[JsonObject(MemberSerialization.OptIn)]
internal sealed class InboundActivity : Activity
{
    public const string TeamsChannelId = Microsoft.Bot.Connector.Channels.Msteams;

    /// <summary>What was typed, trimmed, without the mention of the bot.</summary>
    public string Typed { get; set; } = "";

    /// <summary>The button that was pressed.</summary>
    public BotAction? Pressed { get; set; }

    /// <summary>Our names of where it came from.</summary>
    public InboundPlace Place { get; set; } = InboundPlace.Nowhere;

    public bool IsTeams => ChannelId == TeamsChannelId;

    public bool IsGroup => Conversation.IsGroup == true || Conversation.ConversationType is "groupChat" or "channel";

    /// <summary>The directory of the people in the conversation.</summary>
    public string? DirectoryId =>
        Conversation.TenantId ?? (IsTeams && this.TryGetChannelData<TeamsChannelData>(out var data) ? data?.Tenant?.Id : null);

    /// <summary>Files came with it; they are not fetched. Teams sends every formatted message as an attachment too, without an address.</summary>
    public bool HasFiles => Type == ActivityTypes.Message
        && Attachments?.Any(a => !string.IsNullOrEmpty(a?.ContentUrl) || a?.ContentType?.StartsWith("application/vnd.microsoft.teams.file", StringComparison.Ordinal) == true) == true;

    /// <summary>There is something to answer.</summary>
    public bool SaysSomething => Typed.Length > 0 || Pressed is not null || (HasFiles && !IsGroup);

    /// <summary>Somebody else than the bot came into the conversation.</summary>
    public bool IsArrival => Type == ActivityTypes.ConversationUpdate && MembersAdded?.Any(m => m?.Id is { Length: > 0 } id && id != Recipient.Id) == true;

    /// <summary>The bot was taken out of the conversation.</summary>
    public bool IsRemoval => MembersRemoved?.Any(m => m?.Id == Recipient.Id) == true;
}
