using OpsBot.Core.Regulations;

namespace OpsBot.Core.GroupGuard;

/// <summary>
/// What the linear model sees of a message: its cues, pairs of cues, and its characters in runs of one to three. The runs
/// together weigh the same in a short message and in a long one.
/// </summary>
internal sealed class MessageFeatures
{
    /// <summary>Marks runs of characters among the feature names.</summary>
    public const char RunMark = '=';

    private const int LongestRun = 3;
    private const double RunsWeight = 4.0;
    private const double CueWeight = 0.5;
    private const int MostCounted = 4;
    private const double PairWeight = 0.3;
    private readonly MessageNormalizer _normalizer;
    private readonly Cue[] _cues;
    private readonly string[,] _pairs;
    private readonly string[] _sides;
    private readonly int[] _sideOf;

    public MessageFeatures(CueList cues, TraditionalConverter converter)
    {
        _normalizer = new MessageNormalizer(converter, cues.MaxLength);
        _cues = [.. cues.Cues];
        _sides = [.. _cues.Select(cue => cue.Side).OfType<string>().Distinct(StringComparer.Ordinal)];
        _sideOf = [.. _cues.Select(cue => Array.IndexOf(_sides, cue.Side))];
        _pairs = new string[_cues.Length, _cues.Length];
        for (var i = 0; i < _cues.Length; i++)
            for (var j = i + 1; j < _cues.Length; j++)
                _pairs[i, j] = $"{_cues[i].Id}+{_cues[j].Id}";
    }

    /// <summary>Each trait once.</summary>
    public List<MessageFeature> Of(string message)
    {
        var text = _normalizer.Normalize(message);
        var features = new List<MessageFeature>(128) { new("bias", 1), new(LengthClass(text.Length), CueWeight) };
        AddCues(text, features);
        AddRuns(text, features);
        return features;
    }

    private void AddCues(string text, List<MessageFeature> features)
    {
        Span<int> found = stackalloc int[CueList.MaxCues];
        var count = 0;
        for (var i = 0; i < _cues.Length; i++)
            if (_cues[i].Matches(text))
                found[count++] = i;
        for (var i = 0; i < count; i++)
        {
            features.Add(new MessageFeature(_cues[found[i]].Id, CueWeight));
            for (var j = i + 1; j < count; j++)
                features.Add(new MessageFeature(_pairs[found[i], found[j]], PairWeight));
        }
        AddSides(found[..count], features);
    }

    // How many cues each side has, and which side has some while another has none.
    private void AddSides(ReadOnlySpan<int> found, List<MessageFeature> features)
    {
        Span<int> counts = stackalloc int[_sides.Length];
        foreach (var cue in found)
            if (_sideOf[cue] >= 0)
                counts[_sideOf[cue]]++;
        for (var side = 0; side < counts.Length; side++)
        {
            for (var step = 1; step <= Math.Min(counts[side], MostCounted); step++)
                features.Add(new MessageFeature($"{_sides[side]}>={step}", CueWeight));
            for (var other = 0; other < counts.Length; other++)
                if (counts[side] > 0 && counts[other] == 0)
                    features.Add(new MessageFeature($"{_sides[side]}-{_sides[other]}", CueWeight));
        }
    }

    private static void AddRuns(string text, List<MessageFeature> features)
    {
        var marked = $"{RunMark}^{text}$";
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var length = 1; length <= LongestRun; length++)
            for (var at = 1; at + length <= marked.Length; at++)
                runs.Add(string.Concat("=", marked.AsSpan(at, length)));
        var value = RunsWeight / Math.Sqrt(runs.Count);
        foreach (var run in runs)
            features.Add(new MessageFeature(run, value));
    }

    private static string LengthClass(int length) => length switch
    {
        <= 4 => "length-tiny",
        <= 9 => "length-short",
        <= 18 => "length-middle",
        <= 40 => "length-long",
        _ => "length-notice",
    };
}
