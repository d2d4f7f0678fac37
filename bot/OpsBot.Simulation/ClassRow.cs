using OpsBot.Core.Delivery;

namespace OpsBot.Simulation;

/// <summary>How the messages of one class ended.</summary>
/// <param name="Class">The class.</param>
/// <param name="Queued">Came into the outbox.</param>
/// <param name="Held">Were held by the gate at least once.</param>
/// <param name="Sent">Delivered by themselves.</param>
/// <param name="Merged">Delivered as part of a digest.</param>
/// <param name="Withdrawn">Withdrawn, or a duplicate.</param>
/// <param name="Expired">Their time ran out.</param>
/// <param name="Dead">Given up, with an alarm.</param>
/// <param name="Lost">None of these.</param>
public sealed record ClassRow(MessageClass Class, int Queued, int Held, int Sent, int Merged, int Withdrawn, int Expired, int Dead, int Lost);
