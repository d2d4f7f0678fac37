using OpsBot.Core.Complaints;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

public class ReadersTests
{
    // Thursday 20 November 2025.
    [Theory]
    [InlineData("今天", "11月20日（星期四）")]
    [InlineData("昨天晚上10点", "11月19日（星期三）22:00")]
    [InlineData("昨晚十点半", "11月19日（星期三）22:30")]
    [InlineData("前天下午3点", "11月18日（星期二）15:00")]
    [InlineData("大前天", "11月17日（星期一）")]
    [InlineData("11月20日 晚上10点", "11月20日（星期四）22:00")]
    [InlineData("11月18号", "11月18日（星期二）")]
    [InlineData("12月25日", "2024年12月25日（星期三）")]
    [InlineData("2025年3月8日上午九点", "3月8日（星期六）09:00")]
    [InlineData("周一", "11月17日（星期一）")]
    [InlineData("周五", "11月14日（星期五）")]
    [InlineData("上周五", "11月14日（星期五）")]
    [InlineData("昨天凌晨1点", "11月19日（星期三）01:00")]
    [InlineData("昨天 23:15", "11月19日（星期三）23:15")]
    [InlineData("昨天半夜", "11月19日（星期三）半夜")]
    [InlineData("昨天晚上12点", "11月19日（星期三）晚上12点")]
    [InlineData("每周一晚上", null)]
    [InlineData("11月1日到11月5日", null)]
    [InlineData("2月30日", null)]
    [InlineData("最近几个月", null)]
    [InlineData("昨天开完那个全区的会以后", null)]
    public void When_Text_IsReadOrLeft(string text, string? expected) => Assert.Equal(expected, WhenReader.Read(text, Morning));

    [Theory]
    [InlineData("东湖街道", "donghu")]
    [InlineData("丰泽区东湖街道", "donghu")]
    [InlineData("丰泽区开元街道", "kaiyuan-f")]
    [InlineData("鲤城开元街道", "kaiyuan-l")]
    [InlineData("鲤城区·开元街道", "kaiyuan-l")]
    [InlineData("是东湖街道办的人", "donghu")]
    [InlineData("网信办", "wangxin")]
    [InlineData("人社", "")]
    [InlineData("开元街道", "kaiyuan-f kaiyuan-l")]
    [InlineData("省里", "")]
    [InlineData("区", "")]
    public void Unit_Text_GivesCandidates(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', UnitMatcher.Match(ComplaintWorld.Directory, text).Select(u => u.Id)));

    [Theory]
    [InlineData("查看 1120-7K3F", "1120-7K3F")]
    [InlineData("1120-7k3f", "1120-7K3F")]
    [InlineData("11207k3f", "1120-7K3F")]
    [InlineData("1120—OIL2", "1120-0112")]
    [InlineData("QZ-0123-4567-89AB-CDEF", null)]
    [InlineData("没有案号", null)]
    public void CaseNumber_Text_IsFound(string text, string? expected) => Assert.Equal(expected, CaseNumber.Find(text));

    [Theory]
    [InlineData("合规吗", true)]
    [InlineData("这样可以么？", true)]
    [InlineData("能不能周末开会", true)]
    [InlineData("街道让我们半夜接龙", false)]
    public void Question_Text_IsTold(string text, bool expected) => Assert.Equal(expected, QuestionShape.IsQuestion(text));

    [Fact]
    public void Wording_NineteenSharedCharacters_Pass()
    {
        Assert.False(OriginalWording.IsShared(Story, "据反映：" + Story[..19], 20));
        Assert.True(OriginalWording.IsShared(Story, "据反映：" + Story[..20], 20));
    }

    [Fact]
    public void Wording_PunctuationMoved_IsStillFound()
    {
        var copied = string.Concat(Story.Select((c, i) => i % 5 == 4 ? c + "， " : c.ToString()));
        Assert.True(OriginalWording.IsShared(Story, copied, 20));
    }

    [Fact]
    public void Wording_RunAcrossPunctuation_IsFoundAsWritten() =>
        Assert.True(OriginalWording.IsShared("甲，乙，丙，丁，戊，己，庚，辛，壬，癸，", "甲，乙，丙，丁，戊，己，庚，辛，壬，癸，", 20));
}
