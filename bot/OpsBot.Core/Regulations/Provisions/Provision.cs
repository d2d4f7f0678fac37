namespace OpsBot.Core.Regulations.Provisions;

/// <summary>One part of a clause, between commas, with what could be read from its words. Offsets are in the clause text, UTF-16 units.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">Behind the last character.</param>
/// <param name="SentenceStart">First character of the sentence it stands in.</param>
/// <param name="SentenceEnd">Behind the last character of that sentence.</param>
/// <param name="Force">How strongly it binds.</param>
/// <param name="Subject">Who is bound (各地各部门, 市直部门), or null.</param>
/// <param name="Act">The words after the word of force; the whole part where there is none.</param>
/// <param name="Hedge">原则上 or 一般不, as written, or null.</param>
public sealed record Provision(int Start, int End, int SentenceStart, int SentenceEnd, ProvisionForce Force, string? Subject, string Act, string? Hedge);
