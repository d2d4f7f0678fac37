using OpsBot.Core.Complaints;
using static OpsBot.Core.Tests.Complaints.ComplaintWorld;

namespace OpsBot.Core.Tests.Complaints;

public class PackTests
{
    [Fact]
    public void Taxonomy_GeneralPack_NamesTheKnownBurdens()
    {
        string[] names = ["文山会海", "督查检查考核过多过频", "台账报表", "指尖上的形式主义", "留痕拍照打卡", "摊派转嫁/准入清单外任务", "非工作时间派活", "证明盖章", "挂牌上墙", "借调", "其他"];
        Assert.Equal(names, ComplaintWorld.Taxonomy.Categories.Select(c => c.Name));
        Assert.Equal("其他", ComplaintWorld.Taxonomy.Other.Name);
    }

    [Theory]
    [InlineData("镇里半夜十二点还在派任务，周末也不休息", "after-hours")]
    [InlineData("每次下村都要拍照打卡留痕", "traces")]
    [InlineData("一个月要填十几张报表，台账一大堆", "ledgers-forms")]
    [InlineData("工作群太多了，天天接龙点赞", "fingertip")]
    [InlineData("村里要开各种证明盖公章", "certificates")]
    [InlineData("把人借调走了两年", "secondment")]
    [InlineData("门口挂牌二十多块，制度上墙", "plaques")]
    [InlineData("今天天气不错", null)]
    public void Suggest_Text_FollowsItsCues(string text, string? expected) => Assert.Equal(expected, ComplaintWorld.Taxonomy.Suggest(text)?.Id);

    [Theory]
    [InlineData("不是 JSON", "JSON")]
    [InlineData("{\"schema\":2,\"other\":\"a\",\"categories\":[{\"id\":\"a\",\"name\":\"甲\",\"explanation\":\"x\"}]}", "schema")]
    [InlineData("{\"schema\":1,\"other\":\"a\",\"categories\":[]}", "categories")]
    [InlineData("{\"schema\":1,\"other\":\"a\",\"categories\":[{\"id\":\"a\",\"explanation\":\"x\"}]}", "categories[0].name")]
    [InlineData("{\"schema\":1,\"other\":\"b\",\"categories\":[{\"id\":\"a\",\"name\":\"甲\",\"explanation\":\"x\"}]}", "other")]
    [InlineData("{\"schema\":1,\"other\":\"a\",\"categories\":[{\"id\":\"a\",\"name\":\"甲\",\"explanation\":\"x\",\"cues\":[\" \"]}]}", "词")]
    [InlineData("{\"schema\":1,\"other\":\"a\",\"categories\":[{\"id\":\"a\",\"name\":\"甲\",\"explanation\":\"x\"},{\"id\":\"a\",\"name\":\"乙\",\"explanation\":\"x\"}]}", "两次")]
    [InlineData("{\"schema\":1,\"other\":\"a\",\"categories\":\"x\"}", "JSON")]
    public void Taxonomy_Faulty_NamesTheFault(string json, string fault)
    {
        var reading = Core.Complaints.Taxonomy.Parse(json);
        Assert.False(reading.IsValid);
        Assert.Contains(reading.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void DeadlineRules_SeveralFaults_AreAllListed()
    {
        var reading = DeadlineRules.Parse("""{"schema":1,"standardWorkingDays":[0],"maxWorkingDays":0,"maxReminders":9,"escalateTo":["cadre"]}""");
        Assert.False(reading.IsValid);
        foreach (var name in new[] { "standardWorkingDays", "maxWorkingDays", "maxReminders", "reminderLeadWorkingMinutes", "escalateTo", "sharedRunCharacters" })
            Assert.Contains(reading.Faults, f => f.StartsWith(name, StringComparison.Ordinal));
    }

    [Fact]
    public void ClockFrom_LimitOfFiveDays_RemindsAWorkingDayBefore()
    {
        var (dueAt, remindAt, escalateAt) = Rules.ClockFrom(Morning, 5, Hours.Territory.Timeline);
        Assert.Equal("2025-11-27 17:30", $"{dueAt:yyyy-MM-dd HH:mm}");
        Assert.Equal("2025-11-27 08:30", $"{remindAt:yyyy-MM-dd HH:mm}");
        Assert.Equal(dueAt, escalateAt);
    }

    [Fact]
    public void ClockFrom_ShortLimit_RemindsAtHalf()
    {
        var rules = Rules with { ReminderLeadWorkingMinutes = 5000 };
        var (dueAt, remindAt, _) = rules.ClockFrom(Morning, 1, Hours.Territory.Timeline);
        Assert.InRange(remindAt, Morning.AddMinutes(1), dueAt.AddMinutes(-1));
    }
}
