using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class PersonalHoursCommandTests
{
    [Theory]
    [InlineData("免打扰 20:00-8:00", "20:00-08:00")]
    [InlineData("免打扰 20：00—8：00", "20:00-08:00")]
    [InlineData("免打扰 12点到14点", "12:00-14:00")]
    [InlineData("设置免打扰 12点半至14点30分。", "12:30-14:30")]
    [InlineData("免打扰：每天晚上8点到早上8点", "20:00-08:00")]
    [InlineData("免打扰 下午2点到4点", "14:00-16:00")]
    [InlineData("免打扰 晚上十点到第二天早上七点半", "22:00-07:30")]
    [InlineData("免打扰 中午12点到2点", "12:00-14:00")]
    [InlineData("免打扰 晚上12点到早上6点", "00:00-06:00")]
    [InlineData("免打扰 22点到24点", "22:00-00:00")]
    [InlineData("免打扰 二十点到八点，12:00-13:00", "20:00-08:00 12:00-13:00")]
    public void Read_TimesInAnyWriting_GivesTheSpans(string text, string spans)
    {
        var command = PersonalHoursCommand.Read(text)!;

        Assert.Equal(PersonalHoursCommandKind.Set, command.Kind);
        Assert.Equal(spans, string.Join(' ', command.Spans.Select(span => $"{span.From:HH:mm}-{span.Until:HH:mm}")));
    }

    [Theory]
    [InlineData("免打扰 25:00-8:00")]
    [InlineData("免打扰 8:70-9:00")]
    [InlineData("免打扰 8:00")]
    [InlineData("免打扰 8点到8点")]
    [InlineData("免打扰 12点到14点，然后3点")]
    public void Read_TimesThatMakeNoSense_AreUnclear(string text) =>
        Assert.Equal(PersonalHoursCommandKind.Unclear, PersonalHoursCommand.Read(text)!.Kind);

    [Theory]
    [InlineData("我的工作时间", PersonalHoursCommandKind.Show)]
    [InlineData("免打扰", PersonalHoursCommandKind.Show)]
    [InlineData("取消免打扰", PersonalHoursCommandKind.Cancel)]
    [InlineData("取消免打扰 12点到14点", PersonalHoursCommandKind.Cancel)]
    public void Read_OtherCommands_AreKnown(string text, PersonalHoursCommandKind kind) =>
        Assert.Equal(kind, PersonalHoursCommand.Read(text)!.Kind);

    [Theory]
    [InlineData("")]
    [InlineData("取消")]
    [InlineData("免打扰有什么规定？")]
    [InlineData("晚上8点以后可以派任务吗")]
    [InlineData("工作时间是怎么规定的")]
    [InlineData("给王芳设免打扰 20:00-8:00")]
    public void Read_AnythingElse_IsForOthers(string text) => Assert.Null(PersonalHoursCommand.Read(text));
}
