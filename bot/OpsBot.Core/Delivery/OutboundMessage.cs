namespace OpsBot.Core.Delivery;

/// <summary>A message in the outbox.</summary>
public sealed record OutboundMessage
{
    /// <summary>Shape of the stored JSON.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>Unique; the channel's idempotency key.</summary>
    public required string Id { get; init; }

    /// <summary>Decides when it may be sent.</summary>
    public required MessageClass Class { get; init; }

    /// <summary>Whose working time counts, and whose address is looked up when <see cref="Address"/> is null.</summary>
    public string? PersonId { get; init; }

    /// <summary>Where to send; null: the person's address at the time of sending.</summary>
    public Address? Address { get; init; }

    /// <summary>What to send.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>What it is about, for example <c>case:1122-7K3F</c>; unsent messages are withdrawn and counted by it.</summary>
    public string? Subject { get; init; }

    /// <summary>What the bot does once it is delivered, for example <c>case.feedback</c>; null: nothing.</summary>
    public string? OnDelivered { get; init; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>First instant at which to try; null: at once. The gate is asked all the same.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>
    /// <see cref="NotBefore"/> is only the opening that was expected at queueing: it moves when the hours change. False: it is
    /// a wish of its own and stays.
    /// </summary>
    public bool FollowsHours { get; init; }

    /// <summary>Unit whose working time counts when no <see cref="PersonId"/> is named, for example that of a group; null: the territory's.</summary>
    public string? HoursUnitId { get; init; }

    /// <summary>After this instant it is no longer sent; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The message that it answers, in the channel's terms.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>What it says, as a key: while one with this key is queued for or delivered to the recipient, another is not sent. Null: never a duplicate.</summary>
    public string? DedupKey { get; init; }

    /// <summary>The unit on whose behalf it is sent and to which the interruption is charged; null: the bot's own rules.</summary>
    public string? SenderUnitId { get; init; }

    /// <summary>The override by which a message of class Override may pass outside working time; null: none.</summary>
    public string? OverrideId { get; init; }

    /// <summary>The person on whose word it is sent and who is told when it expires unsent; null: the bot's own rules, the office is told.</summary>
    public string? SenderId { get; init; }

    /// <summary>Ids of the messages that this digest stands for; empty for every other message.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Who is interrupted by it: the person, else the channel's conversation.</summary>
    public string Recipient() => PersonId ?? $"{Address?.Channel}/{Address?.ConversationId}";

    /// <summary>An answer that nothing can withdraw, repeat, charge or put off, to an address of its own.</summary>
    public bool IsPlainAnswer() => this is
    {
        Class: MessageClass.Reply, Address: not null, Subject: null, DedupKey: null, NotBefore: null, ExpiresAt: null, OnDelivered: null, Items.Count: 0,
    };

    /// <summary>Answers the person's own act, so that it passes at any hour and is no interruption.</summary>
    public bool IsAsked() => Class is MessageClass.Reply or MessageClass.Receipt;
}
