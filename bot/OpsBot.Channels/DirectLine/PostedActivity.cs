using System.Text.Json.Nodes;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.DirectLine;

/// <summary>What a client posted.</summary>
/// <param name="Type">Activity type.</param>
/// <param name="Name">Event name.</param>
/// <param name="Text">What was typed, trimmed.</param>
/// <param name="Action">The pressed button.</param>
/// <param name="ClientId">The client's own id of it; a repeat has the same.</param>
/// <param name="Echo">The fields that the client's chat must see again.</param>
internal sealed record PostedActivity(string Type, string? Name, string Text, BotAction? Action, string? ClientId, JsonObject Echo)
{
    public bool IsMessage => Type == "message";

    /// <summary>The client ends the conversation.</summary>
    public bool IsEnd => Type == "endOfConversation";

    /// <summary>What the log shows instead of <see cref="Echo"/> when the words must not be kept.</summary>
    public JsonObject EchoWithoutWords => KeptFields.WithoutWords(this);

    /// <summary>As it may be taken from somebody who came through the public entrance: files are only known to have been there.</summary>
    public PostedActivity OfVisitor() => this with { Name = IsArrival ? Name : null, Action = KeptFields.Offered(Action), Echo = KeptFields.Echo(this, Text), Files = [], HadFiles = Files.Count > 0 };

    /// <summary>Files came with it, kept or not.</summary>
    public bool HadFiles { get; init; }

    /// <summary>What was sent with it.</summary>
    public IReadOnlyList<SentFile> Files { get; init; } = [];

    /// <summary>The person opened the chat: Web Chat posts an event, other clients a conversation update.</summary>
    public bool IsArrival => Type == "conversationUpdate" || (Type == "event" && Name == "webchat/join");
}
