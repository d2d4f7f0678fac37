namespace OpsBot.Core.Regulations.Examples;

/// <summary>How the examples are learned from and how much they count (<c>general/search.json</c>, <c>examples</c>).</summary>
/// <param name="ClauseCost">Price of an error when learning which clause answers.</param>
/// <param name="VerdictCost">The same for verdicts.</param>
/// <param name="KindCost">The same for kinds.</param>
/// <param name="ClauseFloor">Margin from which a clause gains.</param>
/// <param name="ClauseWeight">Score gained for each 1 of margin above the floor.</param>
/// <param name="RuleWeight">How much the verdict read from the clause counts beside the examples.</param>
/// <param name="FirmWeight">The same where it follows from a number, an exception or the like.</param>
/// <param name="KindLead">By how much another kind must lead before the question is not searched.</param>
/// <param name="NotGivenLead">The same for what the library does not give: such questions are much like those it answers.</param>
/// <param name="CueLead">By how much the library's matter must lead before a question with an off-topic word is searched after all.</param>
/// <param name="FactLead">A question that asks for a fact rather than describing an act by more than this gets no verdict; one that asks for a number, by anything.</param>
/// <param name="SureMargin">Likeness to another matter does not count against a clause with more margin than this.</param>
/// <param name="ElsewhereLead">A named place is not taken to answer where another place's clause has this much more margin.</param>
/// <param name="KnownMargin">A best clause with more margin answers, however few words it shares with the question.</param>
public sealed record ExampleSettings(
    float ClauseCost,
    float VerdictCost,
    float KindCost,
    float ClauseFloor,
    float ClauseWeight,
    float RuleWeight,
    float FirmWeight,
    float KindLead,
    float NotGivenLead,
    float CueLead,
    float KnownMargin,
    float ElsewhereLead,
    float SureMargin,
    float FactLead);
