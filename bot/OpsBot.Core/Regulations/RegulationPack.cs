using OpsBot.Core.Regulations.Acts;
using OpsBot.Core.Regulations.Examples;
using OpsBot.Core.Regulations.Provisions;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;
using OpsBot.Core.Regulations.Utterances;

namespace OpsBot.Core.Regulations;

/// <summary>All data the answerer works with: the clauses, and the word lists and numbers of the general pack.</summary>
public sealed record RegulationPack(
    ClauseLibrary Library,
    TraditionalConverter Converter,
    PlaceBook Places,
    WordList Words,
    ActList Acts,
    ProvisionCues Provisions,
    QuestionCues Cues,
    SearchSettings Settings,
    IReadOnlyList<ExampleQuestion> Examples,
    UtteranceCues Utterances,
    CommandCues Commands,
    Helplines Helplines);
