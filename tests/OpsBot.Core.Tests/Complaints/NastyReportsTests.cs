using OpsBot.Core.Complaints;
using OpsBot.Core.Organization;
using OpsBot.Core.Organization.Names;

namespace OpsBot.Core.Tests.Complaints;

/// <summary>
/// What a hurried or careful reporter may write, against the demo city. An id is a name that is certain; "?" marks a name that the
/// office must settle, with what it may be in brackets and "!" when one reading is near enough to be taken with a mark alone.
/// </summary>
public class NastyReportsTests
{
    private static readonly DirectorySnapshot City = DirectoryPack.Parse(
        System.IO.File.ReadAllText(ComplaintWorld.PathOf("manifests", "packs", "demo", "directory.json")), _ => [], names: ComplaintWorld.Names);

    [Theory]
    [InlineData("", "梅岭乡的主任逼我高田村填表", "meiling gaotian")]
    [InlineData("", "海岭乡半夜派活", "?海岭乡[meiling]!")]
    [InlineData("", "梅林乡半夜派活", "?梅林乡[meiling]!")]
    [InlineData("", "梅岭镇半夜派活", "?梅岭镇[meiling]!")]
    [InlineData("", "梅 岭 乡半夜派活", "meiling")]
    [InlineData("", "梅\u200B岭\u200B乡半夜派活", "meiling")]
    [InlineData("", "梅·岭·乡半夜派活", "meiling")]
    [InlineData("", "梅*岭*乡半夜派活", "meiling")]
    [InlineData("", "梅嶺鄉半夜派活", "meiling")]
    [InlineData("", "岭梅乡半夜派活", "?岭梅乡[meiling]!")]
    [InlineData("", "梅山岭乡半夜派活", "?梅山岭乡[meiling]!")]
    [InlineData("", "梅乡半夜派活", "?梅乡[meiling]!")]
    [InlineData("", "梅岭让我们半夜报数", "meiling")]
    [InlineData("", "梅岭乡政府让我们半夜报数", "meiling")]
    [InlineData("", "望川区梅岭乡让我们半夜报数", "meiling")]
    [InlineData("", "石桥村让我们半夜报数", "?石桥村[shiqiao]!")]
    [InlineData("", "梅岭乡和柳溪镇都要我们报同一张表", "meiling liuxi")]
    [InlineData("", "竹园街道办事处要求天天拍照", "zhuyuan")]
    [InlineData("", "竹馨社区主任天天催", "zhuxin")]
    [InlineData("", "我们镇半夜派活", "?我们镇")]
    [InlineData("", "我们村被逼着填表", "?我们村")]
    [InlineData("", "咱们街道要求打卡", "?咱们街道")]
    [InlineData("", "我单位领导要求打卡", "?我单位领导")]
    [InlineData("", "镇政府半夜派活", "?镇政府")]
    [InlineData("", "县里半夜派活", "anlan")]
    [InlineData("", "市里发文，区里层层加码", "yunling wangchuan")]
    [InlineData("", "县纪委让我们写检查", "anlan")]
    [InlineData("", "民政局要求重复报表", "minzheng")]
    [InlineData("", "民证局要求重复报表", "?民证局[minzheng]!")]
    [InlineData("", "住建局要求重复报表", "zhujian")]
    [InlineData("", "应急局要求重复报表", "yingji")]
    [InlineData("", "农业局要求重复报表", "nongye")]
    [InlineData("", "财政局要求重复报表", "?财政局[minzheng]!")]
    [InlineData("", "某某局要求重复报表", "?某某局")]
    [InlineData("", "某镇要求重复报表", "?某镇")]
    [InlineData("", "东山镇要求重复报表", "?东山镇")]
    [InlineData("", "王主任半夜打电话", "?王主任")]
    [InlineData("", "李书记半夜打电话", "?李书记")]
    [InlineData("", "张三镇长半夜打电话", "?张三镇长")]
    [InlineData("", "罗镇长半夜打电话", "?罗镇长[luoping]")]
    [InlineData("石桥镇", "罗镇长半夜打电话", "shiqiao ?罗镇长[luoping]!")]
    [InlineData("石桥镇", "镇长半夜打电话", "shiqiao")]
    [InlineData("", "曹芸半夜打电话", "caoyun")]
    [InlineData("", "曹芸书记半夜打电话", "caoyun")]
    [InlineData("", "曹云逼我们填表", "?曹云[caojing,caoyun]")]
    [InlineData("", "梅岭乡曹芸让我们填表", "caoyun")]
    [InlineData("", "梅岭乡曹云让我们填表", "meiling ?曹云[caojing,caoyun]")]
    [InlineData("", "王方逼我们填表", "?王方[wangfang]!")]
    [InlineData("", "王小芳逼我们填表", "?王小芳[wangfang]!")]
    [InlineData("", "芳王让我们填表", "?芳王[wangfang]!")]
    [InlineData("", "张三逼我们填表", "?张三")]
    [InlineData("", "周伟让我们填表", "zhouwei")]
    [InlineData("", "周主任让我们填表", "?周主任[zhouwei]")]
    [InlineData("", "周围的同事都受不了", "")]
    [InlineData("", "专班让我们天天写材料", "zhuanban")]
    [InlineData("", "减负办让我们天天写材料", "?减负办[zhuanban]!")]
    [InlineData("", "请专班核实一下", "")]
    [InlineData("", "我叫韩波，高田村的，每天填表", "gaotian")]
    [InlineData("", "MEILING乡半夜派活", "?meiling乡")]
    [InlineData("", "ML乡半夜派活", "?ml乡")]
    [InlineData("", "木每岭乡半夜派活", "?每岭乡[meiling]!")]
    [InlineData("不清楚是谁", "每天填表", "?不清楚是谁")]
    [InlineData("mlx", "每天填表", "?mlx")]
    [InlineData("县上", "每天填表", "anlan")]
    [InlineData("梅嶺鄉", "每天填表", "meiling")]
    [InlineData("", "每天要填十几张表，领导还要求写心得", "")]
    [InlineData("", "小区里天天拍照，怎么办", "")]
    [InlineData("", "镇长期要求我们加班", "")]
    [InlineData("", "主任务是填表", "")]
    [InlineData("", "云岭市民政局半夜发文", "minzheng")]
    [InlineData("", "市民政局局长半夜发文", "minzheng")]
    [InlineData("", "望川区财政局要求报表", "wangchuan")]
    [InlineData("", "梅岭乡综合服务中心要求报表", "meiling")]
    [InlineData("", "梅岭乡派出所让我们帮忙", "meiling")]
    [InlineData("", "安瀾縣半夜派活", "anlan")]
    [InlineData("", "安澜半夜派活", "anlan")]
    [InlineData("", "高田村书记叫我们拍照", "gaotian")]
    [InlineData("", "村里要求拍照", "?村里")]
    [InlineData("", "梅岭乡党委副书记逼我", "meiling")]
    [InlineData("", "老王让我们填表", "")]
    [InlineData("", "小李书记让我们填表", "?李书记")]
    [InlineData("", "纪委的人来查留痕", "jiwei")]
    [InlineData("", "农村工作本来就忙，乡镇干部都累", "")]
    [InlineData("", "温市长要求我们迎检", "?温市长[wenhai]")]
    [InlineData("", "林霞说谁反映就查谁", "linxia")]
    [InlineData("", "林霞主任说谁反映就查谁", "linxia")]
    [InlineData("", "市纪委监委的石景让我们写材料", "jiwei shijing")]
    [InlineData("", "望川区要求梅岭乡，梅岭乡要求高田村，高田村让我填表", "wangchuan meiling gaotian")]
    [InlineData("", "县民政局要求重复报表", "?县民政局")]
    [InlineData("安澜县", "民政局要求重复报表", "anlan minzheng")]
    [InlineData("石桥镇", "塘边村陈梅书记让我天天拍照", "shiqiao chenmei")]
    [InlineData("", "书记半夜打电话", "?书记")]
    [InlineData("", "市委办公室半夜发文", "shiweiban")]
    [InlineData("", "市委办半夜发文", "shiweiban")]
    [InlineData("", "何力催报表", "heli")]
    [InlineData("", "何利催报表", "?何利[heli]!")]
    [InlineData("", "区领导周末检查", "wangchuan")]
    [InlineData("望川区", "区领导周末检查", "wangchuan")]
    [InlineData("", "高田村、梅溪村都在逼我们", "gaotian meixi")]
    [InlineData("", "上级要求每天报数", "")]
    [InlineData("", "每个村都要填表，各镇都一样", "")]
    [InlineData("", "各部门都要我们报表", "")]
    [InlineData("", "水口村的干部都在填表", "shuikou")]
    [InlineData("", "街道要求我们天天打卡", "zhuyuan")]
    [InlineData("竹园街道", "街道要求我们天天打卡", "zhuyuan")]
    [InlineData("", "石 桥 镇 的 镇 长 让 我 们 报 数", "shiqiao")]
    [InlineData("", "\u2F6F桥镇半夜派活", "shiqiao")]
    [InlineData("", "石桥 镇（党政办）半夜派活", "shiqiao")]
    [InlineData("", "局长让我们打卡", "?局长")]
    [InlineData("", "农业农村局田丰天天催", "tianfeng")]
    [InlineData("", "田丰收了还要报表", "tianfeng")]
    [InlineData("", "地方明确要求", "fangming")]
    [InlineData("", "数椐局要求装软件", "?数椐局[dashuju]!")]
    [InlineData("", "市数椐局要求装软件", "?市数椐局[dashuju]!")]
    [InlineData("", "市应急管里局要求值班", "?市应急管里局[yingji]!")]
    [InlineData("", "市住房城乡建设局要求报表", "?市住房城乡建设局[zhujian]!")]
    [InlineData("", "市基层减负专班办公式让我们报表", "zhuanban")]
    [InlineData("", "王某让我们填表", "?王某[wangfang]!")]
    [InlineData("", "张某某逼我们填表", "?张某某")]
    public void Find_Report_NamesWhoIsInIt(string unit, string story, string expected) => Assert.Equal(expected, Found(City, unit, story));

    [Fact]
    public void Find_MoreNamesThanAreKept_OneStandsForTheRest()
    {
        var story = string.Join('，', Enumerable.Range(0, 50).Select(n => $"{(char)('甲' + n)}某镇"));
        var mentions = CaseMentions.Find(City, null, null, story);
        Assert.Equal(City.NameRules.MostMentions + 1, mentions.Count);
        Assert.Equal(NameKind.Unknown, mentions[^1].Kind);
    }

    [Fact]
    public void Find_LongestReport_IsReadInReasonableTime()
    {
        var story = string.Concat(Enumerable.Repeat("梅岭乡的主任半夜要求我们在群里接龙，高田村的书记也逼我们拍照。", 70));
        Assert.Equal(["meiling", "gaotian"], City.Names.Find(null, null, story).Select(n => n.UnitIds[0]));
    }

    [Theory]
    [InlineData("\uD800梅岭\uDC00乡")]
    [InlineData("梅\u0336岭\u0336乡\uFE0F")]
    [InlineData("\u202E梅岭\u2066乡\u00AD")]
    public void Find_BrokenAndInvisibleCharacters_AreOverlooked(string unit) => Assert.Equal("meiling", Found(City, "", unit));

    private static string Found(DirectorySnapshot city, string unit, string story)
    {
        var picked = unit.Length > 0 && UnitMatcher.Match(city, unit) is [var one] ? one.Id : null;
        return string.Join(' ', city.Names.Find(unit.Length == 0 ? null : unit, picked, story).Select(n => n.Kind switch
        {
            NameKind.Unit => n.UnitIds[0],
            NameKind.Person => n.PersonIds[0],
            _ => $"?{n.Words}{Readings(n)}",
        }));
    }

    private static string Readings(FoundName name) =>
        name.UnitIds.Count + name.PersonIds.Count == 0 ? "" : $"[{string.Join(',', name.UnitIds.Concat(name.PersonIds))}]{(name.IsLikely ? "!" : "")}";
}
