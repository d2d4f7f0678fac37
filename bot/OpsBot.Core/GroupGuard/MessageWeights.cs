using System.Text;

namespace OpsBot.Core.GroupGuard;

/// <summary>
/// What each trait speaks for, learned from labelled messages. As text: one trait a line, sorted, with its weight for
/// "assignment" and for "emergency" in thousandths, separated by tabs.
/// </summary>
public sealed class MessageWeights
{
    private const string Header = "# trait\tassignment\temergency";
    private const int Scale = 1000;
    private const int MaxLines = 100_000;
    private readonly Dictionary<string, (float Assignment, float Emergency)> _weights;

    private MessageWeights(Dictionary<string, (float, float)> weights) => _weights = weights;

    /// <summary>Number of traits that speak for anything.</summary>
    public int Count => _weights.Count;

    /// <summary>From two trained models; a weight that rounds to nothing is left out.</summary>
    internal static MessageWeights From(IReadOnlyDictionary<string, double> assignment, IReadOnlyDictionary<string, double> emergency)
    {
        var weights = new Dictionary<string, (float, float)>(StringComparer.Ordinal);
        foreach (var trait in assignment.Keys.Union(emergency.Keys, StringComparer.Ordinal))
        {
            var pair = (Round(assignment.GetValueOrDefault(trait)), Round(emergency.GetValueOrDefault(trait)));
            if (pair != (0f, 0f))
                weights[trait] = pair;
        }
        return new MessageWeights(weights);
    }

    /// <exception cref="FormatException">A line is no weight; the message names it.</exception>
    public static MessageWeights Parse(string text)
    {
        var weights = new Dictionary<string, (float, float)>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (number == 1 ? line != Header : number > MaxLines)
                throw new FormatException($"assignment-weights.tsv must begin with '{Header}' and have at most {MaxLines} lines. Train it again: opsbot train.");
            if (number == 1 || line.Length == 0)
                continue;
            var fields = line.Split('\t');
            if (fields.Length != 3 || !int.TryParse(fields[1], out var assignment) || !int.TryParse(fields[2], out var emergency))
                throw new FormatException($"assignment-weights.tsv, line {number}: expected trait, tab, whole number, tab, whole number. Train it again: opsbot train.");
            weights[fields[0]] = ((float)assignment / Scale, (float)emergency / Scale);
        }
        return new MessageWeights(weights);
    }

    /// <summary>The same weights always give the same bytes.</summary>
    public string ToText()
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (trait, pair) in _weights.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.Append(trait).Append('\t').Append((int)Math.Round(pair.Assignment * Scale)).Append('\t').Append((int)Math.Round(pair.Emergency * Scale)).Append('\n');
        return text.ToString();
    }

    internal (double Assignment, double Emergency) Score(List<MessageFeature> features)
    {
        double assignment = 0, emergency = 0;
        foreach (var feature in features)
        {
            if (!_weights.TryGetValue(feature.Name, out var weight)) continue;
            assignment += feature.Value * weight.Assignment;
            emergency += feature.Value * weight.Emergency;
        }
        return (assignment, emergency);
    }

    private static float Round(double weight) => (float)Math.Round(weight * Scale) / Scale;
}
