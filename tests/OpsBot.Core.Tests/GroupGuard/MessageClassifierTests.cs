using OpsBot.Core.GroupGuard;
using OpsBot.Core.GroupGuard.Training;

namespace OpsBot.Core.Tests.GroupGuard;

public sealed class MessageClassifierTests
{
    [Theory]
    [InlineData("dev", 0.92, 0.95, 2)]
    [InlineData("blind", 0.94, 0.95, 4)]
    public void Judge_LabelledMessages_KeepsTheFloor(string set, double f1, double emergencyRecall, int falseEmergencies)
    {
        var figures = GuardData.Measure(set);

        Assert.True(figures.F1 >= f1, $"F1 {figures.F1:0.000}: {string.Join(' ', figures.Misses)}");
        Assert.True(figures.EmergencyRecall >= emergencyRecall, $"emergency recall {figures.EmergencyRecall:0.000}: {string.Join(' ', figures.Misses)}");
        Assert.True(figures.EmergencyFalse <= falseEmergencies, $"{figures.EmergencyFalse} false emergencies: {string.Join(' ', figures.Misses)}");
    }

    [Fact]
    public void Run_FiveFoldsOfTheTrainingMessages_KeepsTheFloor()
    {
        var figures = new MessageCrossValidation(GuardData.Cues, GuardData.Converter).Run(GuardData.Messages("train"));

        Assert.True(figures.F1 >= 0.88, $"F1 {figures.F1:0.000}");
        Assert.True(figures.EmergencyRecall >= 0.94, $"emergency recall {figures.EmergencyRecall:0.000}");
    }

    [Fact]
    public void Train_TrainingMessages_GivesTheWeightsOfThePackByteForByte()
    {
        var weights = new MessageTrainer(GuardData.Cues, GuardData.Converter).Train(GuardData.Messages("train"));

        Assert.Equal(GuardData.WeightsText, weights.ToText());
        Assert.Equal(GuardData.WeightsText, MessageWeights.Parse(GuardData.WeightsText).ToText());
    }

    [Fact]
    public void Sets_TrainingAndOthers_ShareNoMessage()
    {
        var learned = GuardData.Messages("train").Select(message => message.Text).ToHashSet(StringComparer.Ordinal);

        Assert.True(learned.Count >= 900);
        Assert.DoesNotContain(GuardData.Messages("dev"), message => learned.Contains(message.Text));
        Assert.DoesNotContain(GuardData.Messages("blind"), message => learned.Contains(message.Text));
    }

    [Theory]
    [InlineData("请各村今天下班前把台账报我", "請各村今天下班前把臺賬報我")]
    [InlineData("请各村今天17点前报名单", "请各村今天 １７点前　报名单")]
    [InlineData("@王主任 请今天把名单报我", "@李站长 请今天把名单报我")]
    public void Judge_AnotherWritingOfTheSame_SaysTheSame(string one, string other)
    {
        Assert.Equal(GuardData.Classifier.Judge(one), GuardData.Classifier.Judge(other));
        Assert.True(GuardData.Classifier.Judge(one).Assignment);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("。")]
    [InlineData("@")]
    [InlineData("\ud83d")]
    public void Judge_NothingToRead_IsNeither(string text) =>
        Assert.Equal(new MessageJudgement(false, false), GuardData.Classifier.Judge(text));

    [Fact]
    public void Judge_AnyCharacters_NeverFails()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(200)).Select(_ => (char)random.Next(0x10000))]);
            Assert.Equal(GuardData.Classifier.Judge(text), GuardData.Classifier.Judge(text));
        }
    }

    [Fact]
    public void Judge_LongNotice_LooksAtItsEnd() =>
        Assert.True(GuardData.Classifier.Judge(new string('，', 5000) + "请各村于周五下班前将统计表报送镇农办，逾期未报的将予以通报").Assignment);

    [Theory]
    [InlineData("{\"schema\":2,\"maxLength\":600,\"assignmentThreshold\":0.5,\"emergencyThreshold\":0.5,\"cues\":[{\"id\":\"a\",\"words\":[\"b\"]}]}", "schema 2")]
    [InlineData("{\"schema\":1,\"maxLength\":600,\"assignmentThreshold\":1,\"emergencyThreshold\":0.5,\"cues\":[{\"id\":\"a\",\"words\":[\"b\"]}]}", "assignmentThreshold")]
    [InlineData("{\"schema\":1,\"maxLength\":600,\"assignmentThreshold\":0.5,\"emergencyThreshold\":0.5,\"cues\":[{\"id\":\"a\",\"words\":[\"^$\"]}]}", "cue 'a'")]
    [InlineData("{\"schema\":1,\"maxLength\":600,\"assignmentThreshold\":0.5,\"emergencyThreshold\":0.5,\"cues\":[{\"id\":\"a\",\"words\":[\"b…\"]}]}", "cue 'a'")]
    [InlineData("nothing", "assignments.json")]
    public void Parse_BadCues_SaysWhatToRepair(string json, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => CueList.Parse(json)).Message);

    [Theory]
    [InlineData("请\t1\t2", "begin with")]
    [InlineData("# trait\tassignment\temergency\n请\t1", "line 2")]
    [InlineData("# trait\tassignment\temergency\n请\t1\tx", "line 2")]
    public void Parse_BadWeights_NamesTheLine(string text, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => MessageWeights.Parse(text)).Message);
}
