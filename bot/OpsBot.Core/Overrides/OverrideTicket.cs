namespace OpsBot.Core.Overrides;

/// <summary>Leave for one person to decide on one override, once.</summary>
public sealed record OverrideTicket(string OverrideId, string PersonId, string Nonce);
