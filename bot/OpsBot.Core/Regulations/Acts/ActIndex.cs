using OpsBot.Core.Regulations.Search;

namespace OpsBot.Core.Regulations.Acts;

/// <summary>Where the phrases of each act stand in the clauses, looked up once when the library is loaded.</summary>
internal sealed class ActIndex
{
    private readonly List<(SpokenAct Act, ActHit[] Hits)> _acts = [];

    public ActIndex(IReadOnlyList<Clause> clauses, ActList acts, SearchSettings settings)
    {
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

            _acts.Add((act, [.. hits]));
        }
    }

    /// <summary>The hits of every act that the question describes.</summary>
    public IReadOnlyList<ActHit> Find(string question) => [.. _acts.Where(entry => entry.Act.Holds(question)).SelectMany(entry => entry.Hits)];
}
