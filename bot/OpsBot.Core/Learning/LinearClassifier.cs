using System.Numerics;

namespace OpsBot.Core.Learning;

/// <summary>
/// One line a class against all others: support vector machines with squared hinge loss, trained by dual coordinate descent
/// (Hsieh and others 2008). The same examples in the same order always give the same weights.
/// </summary>
public sealed class LinearClassifier
{
    private const int Rounds = 40;
    private const float Tolerance = 0.05f;
    private const int Seed = 1;

    // Row of a feature: its weight in each class. The last row is the constant.
    private readonly float[] _weights;
    private readonly int _classes;

    /// <param name="examples">Vectors over <paramref name="features"/> features.</param>
    /// <param name="features">How many features there are.</param>
    /// <param name="classes">Of each class, which examples belong to it. A class without any is never likely.</param>
    /// <param name="cost">Price of an error; both sides of a class weigh the same in sum.</param>
    public LinearClassifier(IReadOnlyList<SparseVector> examples, int features, IReadOnlyList<bool[]> classes, float cost)
    {
        _classes = classes.Count;
        _weights = new float[(features + 1) * classes.Count];
        Parallel.For(0, classes.Count, number =>
        {
            var weights = Train(examples, features, classes[number], cost);
            for (var feature = 0; feature <= features; feature++) _weights[feature * _classes + number] = weights[feature];
        });
    }

    /// <summary>How surely a text belongs to each class: about 1 for typical members, -1 for others.</summary>
    public float[] Margins(SparseVector text)
    {
        var margins = _weights.AsSpan(^_classes..).ToArray();
        for (var i = 0; i < text.Indexes.Length; i++)
        {
            var row = _weights.AsSpan(text.Indexes[i] * _classes, _classes);
            var value = text.Values[i];
            var number = 0;
            for (; number <= margins.Length - Vector<float>.Count; number += Vector<float>.Count)
                (new Vector<float>(margins, number) + new Vector<float>(row[number..]) * value).CopyTo(margins, number);
            for (; number < margins.Length; number++) margins[number] += value * row[number];
        }

        return margins;
    }

    private static float[] Train(IReadOnlyList<SparseVector> examples, int features, bool[] members, float cost)
    {
        var weights = new float[features + 1];
        var positive = members.Count(member => member);
        if (positive == 0)
        {
            weights[features] = -1;
            return weights;
        }

        var ridge = new[] { 1f / (2 * cost * examples.Count / (2f * Math.Max(1, examples.Count - positive))), 1f / (2 * cost * examples.Count / (2f * positive)) };
        var alphas = new float[examples.Count];
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            var largest = 0f;
            foreach (var at in order)
            {
                var (indexes, values) = examples[at];
                var sign = members[at] ? 1f : -1f;
                var slope = ridge[members[at] ? 1 : 0];
                // The constant is one more feature of value 1, and every vector has length 1.
                var sum = weights[features];
                for (var i = 0; i < indexes.Length; i++) sum += weights[indexes[i]] * values[i];
                var gradient = sign * sum - 1 + slope * alphas[at];
                if (alphas[at] == 0 && gradient >= 0) continue;
                largest = Math.Max(largest, Math.Abs(gradient));
                var changed = Math.Max(0, alphas[at] - gradient / (2 + slope));
                var step = (changed - alphas[at]) * sign;
                alphas[at] = changed;
                for (var i = 0; i < indexes.Length; i++) weights[indexes[i]] += step * values[i];
                weights[features] += step;
            }

            if (largest < Tolerance) break;
        }

        return weights;
    }
}
