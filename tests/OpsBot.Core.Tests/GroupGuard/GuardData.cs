using OpsBot.Core.GroupGuard;
using OpsBot.Core.GroupGuard.Training;
using OpsBot.Core.Regulations;
using OpsBot.Core.Tests.Regulations;
using OpsBot.Web.Packs;

namespace OpsBot.Core.Tests.GroupGuard;

/// <summary>The packs and labelled messages of the repository.</summary>
internal static class GuardData
{
    public static CueList Cues { get; } = Packs.ReadCues();

    public static TraditionalConverter Converter { get; } = Packs.ReadConverter();

    public static MessageClassifier Classifier { get; } = Packs.ReadClassifier();

    public static string WeightsText { get; } = File.ReadAllText(Path.Combine(RepositoryFiles.Packs, "general", "assignment-weights.tsv"));

    private static PackReader Packs => PackReader.Open(RepositoryFiles.Packs);

    public static IReadOnlyList<LabelledMessage> Messages(string name) =>
        LabelledMessage.Read(File.ReadLines(Path.Combine(RepositoryFiles.Root, "tests", "fixtures", "messages", $"{name}.jsonl")));

    public static ClassifierFigures Measure(string name)
    {
        var messages = Messages(name);
        return ClassifierFigures.Of(messages, [.. messages.Select(message => Classifier.Judge(message.Text))]);
    }
}
