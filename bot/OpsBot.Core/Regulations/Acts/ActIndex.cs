using OpsBot.Core.Regulations.Questions;
using OpsBot.Core.Regulations.Search;

namespace OpsBot.Core.Regulations.Acts;

/// <summary>Where the phrases of each act stand in the clauses, looked up once when the library is loaded.</summary>
internal sealed class ActIndex
{
    private readonly WordFinder _words;
    private readonly List<CompiledAct> _acts = [];

    public ActIndex(IReadOnlyList<Clause> clauses, ActList acts, SearchSettings settings)
    {
        _words = new WordFinder(acts.Acts.SelectMany(act => act.Say.SelectMany(any => any).Concat(act.Not ?? [])));
        foreach (var act in acts.Acts)
        {
            var hits = new List<ActHit>();
            for (var clause = 0; clause < clauses.Count; clause++)
            {
                for (var rank = 0; rank < act.Mean.Count; rank++)
                {
                    var start = clauses[clause].Text.IndexOf(act.Mean[rank], StringComparison.Ordinal);
                    if (start < 0) continue;
                    var weight = MathF.Pow(act.Say.Count, settings.ActSpecificity) * MathF.Pow(settings.ActRankDecay, rank);
                    hits.Add(new ActHit(act, clause, start, act.Mean[rank].Length, weight));
                    break;
                }
            }

            if (hits.Count > 0) _acts.Add(new CompiledAct([.. act.Say.Select(Numbers)], Numbers(act.Not ?? []), new DescribedAct(act, hits)));
        }
    }

    /// <summary>Every act that the question describes and some clause rules, in the order of the list.</summary>
    public IReadOnlyList<DescribedAct> Find(string question)
    {
        var said = _words.Find(question);
        return [.. _acts.Where(act => act.IsSaid(said)).Select(act => act.Described)];
    }

    private int[] Numbers(IReadOnlyList<string> words) => [.. words.Select(_words.NumberOf)];

    private sealed record CompiledAct(int[][] Say, int[] Not, DescribedAct Described)
    {
        public bool IsSaid(bool[] said)
        {
            foreach (var any in Say)
            {
                if (!IsAny(any, said)) return false;
            }

            return !IsAny(Not, said);
        }

        private static bool IsAny(int[] words, bool[] said)
        {
            foreach (var word in words)
            {
                if (said[word]) return true;
            }

            return false;
        }
    }
}
