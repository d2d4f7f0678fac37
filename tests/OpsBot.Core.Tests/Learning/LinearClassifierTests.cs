using OpsBot.Core.Learning;

namespace OpsBot.Core.Tests.Learning;

public sealed class LinearClassifierTests
{
    private static readonly string[] Texts = ["晚上派活", "周末派活", "半夜布置任务", "天气怎么样", "明天天气好吗", "会不会下雨"];
    private static readonly bool[] IsWork = [true, true, true, false, false, false];

    [Fact]
    public void Margins_ExamplesOfTwoClasses_AreParted()
    {
        var features = new TextFeatures(Texts);
        var classifier = Train(features);

        Assert.All(Texts.Zip(IsWork), entry => Assert.Equal(entry.Second, classifier.Margins(features.Of(entry.First))[0] > classifier.Margins(features.Of(entry.First))[1]));
        Assert.True(classifier.Margins(features.Of("后半夜还派活"))[0] > 0);
    }

    [Fact]
    public void Margins_TrainedTwice_AreTheSame()
    {
        var features = new TextFeatures(Texts);

        Assert.Equal(Train(features).Margins(features.Of("周末天气")), Train(features).Margins(features.Of("周末天气")));
    }

    [Fact]
    public void Margins_ClassWithoutExamples_IsNeverLikely()
    {
        var features = new TextFeatures(Texts);
        var classifier = new LinearClassifier([.. Texts.Select(features.Of)], features.Count, [new bool[Texts.Length]], 1);

        Assert.Equal(-1, classifier.Margins(features.Of("晚上派活"))[0]);
    }

    [Fact]
    public void Of_UnknownLettersOrNone_IsAnEmptyVector()
    {
        var features = new TextFeatures(Texts);

        Assert.Empty(features.Of("xyz").Indexes);
        Assert.Empty(features.Of("").Values);
    }

    [Fact]
    public void Dot_SameTextWithOtherPunctuation_IsOne()
    {
        var features = new TextFeatures(Texts);

        Assert.Equal(1, features.Of("晚上派活").Dot(features.Of("晚上，派活？")), 4);
        Assert.Equal(0, features.Of("晚上派活").Dot(features.Of("下雨")), 4);
    }

    private static LinearClassifier Train(TextFeatures features) =>
        new([.. Texts.Select(features.Of)], features.Count, [IsWork, [.. IsWork.Select(work => !work)]], 1);
}
