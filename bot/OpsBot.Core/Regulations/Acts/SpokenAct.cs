using System.Text.Json.Serialization;

namespace OpsBot.Core.Regulations.Acts;

/// <summary>One entry of the act list: how people describe an act, and the words of the documents that rule it.</summary>
/// <param name="Name">Stable and readable.</param>
/// <param name="Say">Of every inner list at least one word must occur: the act, its object, its circumstances.</param>
/// <param name="Mean">Phrases of the documents, best first; clauses that hold one are ranked up.</param>
/// <param name="Not">Words that rule the entry out; often empty.</param>
/// <param name="Side">How the act stands to the provision.</param>
public sealed record SpokenAct(
    string Name,
    IReadOnlyList<IReadOnlyList<string>> Say,
    IReadOnlyList<string> Mean,
    IReadOnlyList<string>? Not = null,
    [property: JsonConverter(typeof(JsonStringEnumConverter<ActSide>))] ActSide Side = ActSide.Named);
