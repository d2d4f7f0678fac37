using OpsBot.Core.Conversations;

namespace OpsBot.Channels;

/// <summary>
/// The bot's one door for a person's message (<see cref="TurnHandler.HandleAsync"/>). A channel acknowledges only after it
/// returned <see cref="TurnOutcome.Accepted"/> or <see cref="TurnOutcome.Duplicate"/>.
/// </summary>
public delegate Task<TurnOutcome> TakeTurn(InboundMessage message, CancellationToken cancellationToken);
