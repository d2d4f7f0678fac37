namespace OpsBot.Channels.DirectLine;

/// <summary>For whom a portal's server asks for a token.</summary>
/// <param name="Id">The account; null: a guest.</param>
/// <param name="Name">How the person is shown.</param>
/// <param name="Origins">Pages that may use the token; empty: any.</param>
internal sealed record AskedPerson(string? Id, string? Name, IReadOnlyList<string> Origins);
