using OpsBot.Core.Regulations.Acts;
using OpsBot.Core.Regulations.Examples;
using OpsBot.Core.Regulations.Provisions;

namespace OpsBot.Core.Regulations.Questions;

/// <summary>A question as it was understood.</summary>
/// <param name="Text">Normalised text.</param>
/// <param name="Scope">Where it is about.</param>
/// <param name="Terms">Official terms for its words.</param>
/// <param name="Acts">The acts it describes, with the clauses that rule them.</param>
/// <param name="Sense">What the examples say about it.</param>
/// <param name="Shape">The kind of thing it asks for, or null.</param>
/// <param name="AsksNumber">It asks for a number.</param>
/// <param name="Asker">What is known about who asks.</param>
internal sealed record Question(
    string Text,
    QuestionScope Scope,
    IReadOnlyList<string> Terms,
    IReadOnlyList<DescribedAct> Acts,
    Sense Sense,
    AnswerShape? Shape,
    bool AsksNumber,
    AskerContext Asker)
{
    /// <summary>Why no verdict may be given on it.</summary>
    public Withholding Withheld { get; init; }

    /// <summary>The acts described that the clause at a position of the library rules.</summary>
    public IEnumerable<ActHit> HitsIn(int clause) => Acts.Select(act => act.In(clause)).OfType<ActHit>();
}
