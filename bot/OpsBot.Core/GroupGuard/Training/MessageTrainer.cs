using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard.Training;

/// <summary>
/// Learns weights from labelled messages: logistic regression with decay, one pass after the other in an order drawn from a
/// fixed seed, the weights of the later passes averaged. The same messages always give the same weights.
/// </summary>
public sealed class MessageTrainer(CueList cues, TraditionalConverter converter)
{
    private const int Passes = 30;
    private const int FirstAveraged = 10;
    private const double Rate = 0.25;
    private const double Decay = 2e-4;
    private const int Seed = 20190506;
    private readonly MessageFeatures _features = new(cues, converter);

    /// <summary>A run of characters that occurs in fewer messages than this teaches nothing general.</summary>
    private const int LeastMessages = 2;

    public MessageWeights Train(IReadOnlyList<LabelledMessage> messages)
    {
        var examples = messages.Select(message => _features.Of(message.Text)).ToArray();
        var common = examples.SelectMany(features => features.Select(feature => feature.Name))
            .CountBy(name => name, StringComparer.Ordinal)
            .Where(entry => entry.Value >= LeastMessages)
            .Select(entry => entry.Key)
            .Order(StringComparer.Ordinal)
            .ToArray();
        var numbers = common.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        var encoded = examples.Select(features => features
            .Where(feature => numbers.ContainsKey(feature.Name))
            .Select(feature => (Trait: numbers[feature.Name], feature.Value)).ToArray()).ToArray();
        return MessageWeights.From(
            Named(common, Learn(encoded, [.. messages.Select(message => message.Assignment)], common.Length)),
            Named(common, Learn(encoded, [.. messages.Select(message => message.Emergency)], common.Length)));
    }

    private static Dictionary<string, double> Named(string[] names, double[] weights) =>
        names.Zip(weights).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private static double[] Learn((int Trait, double Value)[][] examples, bool[] labels, int traits)
    {
        var weights = new double[traits];
        var sums = new double[traits];
        var order = Enumerable.Range(0, examples.Length).ToArray();
        var random = new Random(Seed);
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            var rate = Rate / (1 + (0.1 * pass));
            foreach (var i in order)
                Step(weights, examples[i], labels[i] ? 1 : 0, rate);
            for (var trait = 0; trait < traits; trait++)
            {
                // Decay once a pass; it is the same for all traits and so commutes nearly with the steps.
                weights[trait] *= 1 - Math.Min(0.5, rate * Decay * examples.Length);
                if (pass >= FirstAveraged)
                    sums[trait] += weights[trait];
            }
        }
        return [.. sums.Select(sum => sum / (Passes - FirstAveraged))];
    }

    private static void Step(double[] weights, (int Trait, double Value)[] example, double label, double rate)
    {
        var score = example.Sum(feature => weights[feature.Trait] * feature.Value);
        var step = rate * (label - (1 / (1 + Math.Exp(-score))));
        foreach (var (trait, value) in example)
            weights[trait] += step * value;
    }
}
