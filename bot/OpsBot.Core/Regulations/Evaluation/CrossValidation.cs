using OpsBot.Core.Regulations.Acts;
using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;

namespace OpsBot.Core.Regulations.Evaluation;

/// <summary>
/// k-fold cross-validation. Questions are shuffled with a fixed seed, and for each fold two things are fitted on the other
/// folds only: (1) entries: a word of the word list or of an act that occurs in the held-out questions and in none of the
/// others is taken out, as if it had never been written; (2) weights: <c>actWeight</c>, <c>expansionWeight</c>,
/// <c>characterWeight</c> and <c>sentenceWeight</c>, one after the other, each the value of a fixed grid with the best
/// MRR plus hit@1. Cues, places, sides of acts and thresholds are not fitted. A lower bound: a general word that happens
/// to be asked only once is lost too.
/// </summary>
public static class CrossValidation
{
    private static readonly (string Name, float[] Values, Func<SearchSettings, float, SearchSettings> With)[] Grid =
    [
        ("actWeight", [4, 8, 12, 16], static (settings, value) => settings with { ActWeight = value }),
        ("expansionWeight", [0.4f, 0.55f, 0.7f, 0.9f], static (settings, value) => settings with { ExpansionWeight = value }),
        ("characterWeight", [0.2f, 0.35f, 0.5f], static (settings, value) => settings with { CharacterWeight = value }),
        ("sentenceWeight", [0, 0.3f, 0.6f, 1], static (settings, value) => settings with { SentenceWeight = value }),
    ];

    public static EvaluationFigures Run(IReadOnlyList<LabelledQuestion> questions, LabelledClauses clauses, RegulationPack pack, int folds, int seed)
    {
        var order = questions.ToArray();
        new Random(seed).Shuffle(order);
        var evaluator = new AnswerEvaluator(clauses);
        for (var fold = 0; fold < folds; fold++)
        {
            var held = order.Where((_, i) => i % folds == fold).ToList();
            var kept = order.Where((_, i) => i % folds != fold).ToList();
            var answerer = new RegulationAnswerer(Fit(WithoutUnseen(pack, kept, held), kept, clauses));
            foreach (var question in held) evaluator.Add(question, answerer.Answer(question.Q, AskerContext.Unknown));
        }

        return evaluator.Figures();
    }

    private static RegulationPack WithoutUnseen(RegulationPack pack, List<LabelledQuestion> kept, List<LabelledQuestion> held)
    {
        bool Known(string word) => !held.Any(question => Says(question, word)) || kept.Any(question => Says(question, word));
        return pack with
        {
            Words = new WordList([.. pack.Words.Words.Select(group => group with { Say = [.. group.Say.Where(Known)] })]),
            Acts = pack.Acts with { Acts = [.. pack.Acts.Acts.Select(act => act with { Say = [.. act.Say.Select(any => (IReadOnlyList<string>)[.. any.Where(Known)])] })] },
        };
    }

    private static bool Says(LabelledQuestion question, string word) => question.Q.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static RegulationPack Fit(RegulationPack pack, List<LabelledQuestion> kept, LabelledClauses clauses)
    {
        var answerable = kept.Where(question => question.Gold.Count > 0).ToList();
        foreach (var (_, values, with) in Grid)
        {
            pack = values.Select(value => pack with { Settings = with(pack.Settings, value) })
                .MaxBy(candidate =>
                {
                    var answerer = new RegulationAnswerer(candidate);
                    var all = AnswerEvaluator.Evaluate(answerable, clauses, question => answerer.Answer(question.Q, AskerContext.Unknown)).Ranks["all"];
                    return all.Mrr + all.Hit1;
                })!;
        }

        return pack;
    }
}
