namespace OpsBot.Core.Tests.Regulations;

public sealed class TraditionalConverterTests
{
    [Theory]
    [InlineData("從小處著手,設身處地著想", "从小处着手,设身处地着想")]
    [InlineData("顯著成效,著名專著", "显著成效,著名专著")]
    [InlineData("皇后之後,裡面與裏面", "皇后之后,里面与里面")]
    [InlineData("乾淨、幹部、干預、乾坤", "干净、干部、干预、乾坤")]
    [InlineData("頭髮發展,瞭解瞭望", "头发发展,了解瞭望")]
    [InlineData("答覆批覆,覆蓋", "答复批复,覆盖")]
    [InlineData("局長週日晚上喺群組", "局长周日晚上喺群组")]
    [InlineData("简体字不变:著名的干部", "简体字不变:著名的干部")]
    public void ToSimplified_OneToManyCharacters_AreRight(string traditional, string simplified)
    {
        var converted = TestLibrary.Pack.Converter.ToSimplified(traditional);

        Assert.Equal(simplified, converted);
        Assert.Equal(traditional.Length, converted.Length);
    }

    [Fact]
    public void Table_HasTheCommonCharacters() => Assert.True(TestLibrary.Pack.Converter.CharacterCount >= 2500);
}
