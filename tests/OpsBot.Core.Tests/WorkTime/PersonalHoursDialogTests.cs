using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.WorkTime;
using OpsBot.TestKit.Dialogs;

namespace OpsBot.Core.Tests.WorkTime;

public sealed class PersonalHoursDialogTests
{
    private const string Town = """
        {"schema":1,"units":[{"id":"city","name":"市","kind":"city"}],
         "people":[
           {"id":"wang","name":"王","unit":"city","roles":["cadre"]},
           {"id":"li","name":"李","unit":"city","roles":["cadre"]},
           {"id":"night","name":"夜","unit":"city","roles":["cadre"],
            "schedule":{"kind":"cycle","name":"夜班","anchor":"2026-11-23","days":[{"windows":[{"opensAt":"20:00","closesAt":"08:00"}]},{"windows":[]}]}}]}
        """;

    private static readonly DirectorySnapshot Directory = DirectoryPack.Parse(Town, id => [new Address("test", "talk-" + id, id)], WorkTimeData.Pack.Schedule);
    private static readonly PersonalHoursRules Rules =
        PersonalHoursRules.Parse(WorkTimeData.Files["personal-hours.json"]).Value!;

    private static readonly HoursResolver Resolver = new(WorkTimeData.QuietHours, Rules);

    /// <summary>Monday 23 November 2026, 16:10.</summary>
    private readonly DialogHarness _harness = new([new PersonalHoursDialog()], Directory, WorkTimeData.Local("2026-11-23 16:10:00"), WorkTimeData.Edition);

    [Fact]
    public void Set_TimeInsideTheWindow_CountsAtOnceAndSaysSo()
    {
        var answer = _harness.Ask("wang", "免打扰 16点到20点");

        Assert.Equal(
            "记下了，从现在起生效：每天16:00—20:00不给您派任务、催办和通知。您自己问的问题照样马上回。这不改变办理期限，也不影响别人。\n现在不会给您派任务，最早从11月24日（星期二）08:30起。",
            answer);
        Assert.Equal(QuietState.PersonalQuiet, HoursOf("wang").Explain(_harness.Now).State);
        Assert.False(HoursOf("wang").IsOpen(WorkTimeData.Local("2026-11-24 15:58:00")));
        Assert.True(HoursOf("wang").IsOpen(WorkTimeData.Local("2026-11-24 15:57:59")));
        Assert.Equal("hours.narrowed", _harness.Audit.Single().Action);
    }

    [Fact]
    public void Set_Always_LeavesOthersAlone()
    {
        _harness.Say("wang", "免打扰 16点到20点");

        Assert.True(HoursOf("li").IsOpen(_harness.Now));
        Assert.Single(_harness.Records.Keys, key => key.Kind == PersonalQuiet.Kind.Name && key.Id == "wang");
    }

    [Fact]
    public void Set_TimeOutsideTheWindow_WidensNothing()
    {
        _harness.Say("wang", "免打扰 20:00-8:00");

        for (var minute = 0; minute < 7 * 1440; minute++)
        {
            var at = _harness.Now.AddMinutes(minute);
            Assert.Equal(HoursOf("li").IsOpen(at), HoursOf("wang").IsOpen(at));
        }
    }

    [Fact]
    public void Set_SecondTime_IsAddedToTheFirst()
    {
        _harness.Say("wang", "免打扰 20:00-8:00");
        var answer = _harness.Ask("wang", "免打扰 9点到10点");

        Assert.Contains("每天09:00—10:00、20:00—次日08:00", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Set_TooLittleLeft_IsRefusedAndChangesNothing()
    {
        var answer = _harness.Ask("wang", "免打扰 8点到16点");

        Assert.Equal("这次没有记下：这样每周平均只剩7.4小时能收任务，至少要留16小时。请把时间设短一些。", answer);
        Assert.DoesNotContain(_harness.Records.Keys, key => key.Kind == PersonalQuiet.Kind.Name);
    }

    [Fact]
    public void Set_FiveTimes_IsRefused()
    {
        foreach (var span in new[] { "1点到2点", "3点到4点", "5点到6点", "6点到7点" }) _harness.Say("wang", "免打扰 " + span);

        Assert.Equal("最多能设4段免打扰时间，这次没有记下。您现在的是：01:00—02:00、03:00—04:00、05:00—06:00、06:00—07:00。", _harness.Ask("wang", "免打扰 19点到20点"));
    }

    [Fact]
    public void Set_ShiftWorkersWholeNight_IsRefused() =>
        Assert.StartsWith("这次没有记下", _harness.Ask("night", "免打扰 20:00-8:00"), StringComparison.Ordinal);

    [Fact]
    public void Cancel_AllOrOne_GivesTheOwnHoursBack()
    {
        _harness.Say("wang", "免打扰 16点到20点");
        _harness.Say("wang", "免打扰 9点到10点");

        Assert.StartsWith("没有这一段。您现在的免打扰时间：09:00—10:00、16:00—20:00。", _harness.Ask("wang", "取消免打扰 12点到13点"), StringComparison.Ordinal);
        Assert.Contains("每天09:00—10:00不给您派任务", _harness.Ask("wang", "取消免打扰 16点到20点"), StringComparison.Ordinal);
        Assert.Equal("免打扰已全部取消，从现在起按您原来的工作时间派任务。\n现在可以给您派任务。", _harness.Ask("wang", "取消免打扰"));
        Assert.Equal("您没有设免打扰时间，不用取消。", _harness.Ask("wang", "取消免打扰"));
        Assert.True(HoursOf("wang").IsOpen(_harness.Now));
    }

    [Fact]
    public void Show_OwnHours_ListsSevenDays()
    {
        _harness.Say("wang", "免打扰 9点到10点");

        Assert.Equal(
            """
            您最近七天能收到任务的时间：
            11月23日（星期一）：08:30—09:00、10:00—12:00、14:30—17:30
            11月24日（星期二）：08:30—09:00、10:00—12:00、14:30—17:30
            11月25日（星期三）：08:30—09:00、10:00—12:00、14:30—17:30
            11月26日（星期四）：08:30—09:00、10:00—12:00、14:30—17:30
            11月27日（星期五）：08:30—09:00、10:00—12:00、14:30—17:30
            11月28日是星期六，休息
            11月29日是星期日，休息
            您设的免打扰时间：每天09:00—10:00（已从上面减去）。
            现在可以给您派任务。
            想加免打扰时间，发“免打扰 12点到14点”；想取消，发“取消免打扰”。
            """.ReplaceLineEndings("\n"),
            _harness.Ask("wang", "我的工作时间"));
    }

    [Fact]
    public void Show_QuietTimeThatNoLongerFitsTheShifts_RestsAndSaysSo()
    {
        // Set under other shifts: the record is older than the night shifts of the directory.
        var record = new PersonalQuiet { Spans = [new QuietSpan(new TimeOnly(20, 0), new TimeOnly(8, 0))], Since = _harness.Now };
        _harness.Apply(new Effects { Records = [PersonalQuiet.Kind.Put("night", record, 0)] });

        Assert.Contains("暂不生效", _harness.Ask("night", "我的工作时间"), StringComparison.Ordinal);
        Assert.True(HoursOf("night").IsOpen(WorkTimeData.Local("2026-11-23 21:00:00")));
    }

    [Fact]
    public void AnyCommand_Stranger_IsToldWhomToAsk() =>
        Assert.Equal("我还不认识您，没法记下您的工作时间。请联系本单位管理员把您加进名录。", _harness.Ask("nobody", "免打扰 20:00-8:00"));

    [Fact]
    public void Set_UnreadableTime_ShowsHowToWriteIt() =>
        Assert.StartsWith("时间没看懂", _harness.Ask("wang", "免打扰 25:00-8:00"), StringComparison.Ordinal);

    [Fact]
    public void Timeline_OfANarrowedPerson_MovesNoDeadline()
    {
        _harness.Say("wang", "免打扰 16点到20点");

        Assert.Equal(
            WorkTimeData.Timeline.AddWorkingMinutes(_harness.Now, 300),
            HoursOf("wang").Timeline.AddWorkingMinutes(_harness.Now, 300));
    }

    private QuietHours HoursOf(string person) =>
        Resolver.ForPerson(Directory, person, _harness.Find(PersonalQuiet.Kind, person), _harness.Now);
}
