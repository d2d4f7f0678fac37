using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.WorkTime;
using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Tests.Circulars;

public sealed class CircularDeskTests
{
    private readonly CircularWorld _world = new();

    [Fact]
    public async Task Pending_Approver_ListsOldestFirstAndOpensTheWholeText()
    {
        var first = await _world.Submitted(text: "第一份");
        _world.Now += TimeSpan.FromMinutes(1);
        var second = await _world.Submitted(text: "第二份");

        var list = await _world.Say("ben", "待我审批");
        Assert.True(list.Text.IndexOf(first, StringComparison.Ordinal) < list.Text.IndexOf(second, StringComparison.Ordinal));
        var whole = await _world.Press("ben", list.Last, $"查看 {second}");

        Assert.Contains("第二份", whole.Text);
        Assert.Equal(["通过", "退回"], whole.Last.Card!.Buttons.Select(b => b.Title));
        Assert.Contains("共2个单位2人", whole.Text);
    }

    [Fact]
    public async Task Pending_OwnCircular_IsNotListed()
    {
        await _world.Submitted(author: "bob");

        Assert.Contains("没有等您审批", (await _world.Say("bob", "待我审批")).Text);
    }

    [Fact]
    public async Task Pending_ManyWaiting_ShowsTenAndSaysSo()
    {
        for (var i = 0; i < 12; i++)
        {
            await _world.Submitted(text: $"第{i}份");
            _world.Now += TimeSpan.FromMinutes(1);
        }

        var list = await _world.Say("ben", "待我审批");

        Assert.Equal(10, list.Last.Card!.Buttons.Count);
        Assert.Contains("后面还有", list.Text);
    }

    [Fact]
    public async Task Pending_NotApprover_SaysSo() =>
        Assert.Equal("只有审批人能审批通知。", (await _world.Say("ann", "待我审批")).Text);

    [Fact]
    public async Task Approve_SecondPerson_StartsTheFanOutAndTellsTheAuthor()
    {
        var id = await _world.Submitted();

        var turn = await _world.Say("ben", $"通过 {id.ToLowerInvariant()}");

        Assert.Equal((CircularStatus.Approved, "ben"), (_world.Circular(id).Status, _world.Circular(id).ApproverId));
        Assert.Equal(_world.Now, _world.Store.DueAt($"circular/{id}"));
        Assert.Empty(_world.Store.Members("circulars/pending"));
        var told = Assert.Single(turn.Others);
        Assert.Equal(("ann", MessageClass.Receipt), (told.PersonId, told.Class));
        Assert.Contains("审批通过", told.Content.Text);
        var asked = _world.Store.Queued.Where(m => m.Subject == $"circular-approval:{id}");
        Assert.All(asked, m => Assert.Equal(DeliveryState.Withdrawn, _world.Store.StateOf(m.Id)));
        Assert.Contains(_world.Store.Audit, a => a is { Actor: "ben", Action: "circular.approved" } && a.Subject == $"circular:{id}");
    }

    [Fact]
    public async Task Approve_RecipientsOfDifferentHours_TellsApproverAndAuthorTheSpanOfTheirOwnHours()
    {
        _world.Store.Put(PersonalQuiet.Kind, "eve", new PersonalQuiet { Spans = [new QuietSpan(new TimeOnly(8, 0), new TimeOnly(10, 30))], Since = _world.Now });
        var away = CircularWorld.Someone("ella", "east", Role.Cadre) with
        {
            Hours = HoursRules.None with { Leave = [new Leave(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 3))] },
        };
        _world.Directory = CircularWorld.Town(away);
        foreach (var line in new[] { "发通知", "东山县" })
            await _world.Say("ann", line);
        var preview = await _world.Say("ann", "防汛值班安排\n各单位按表值班。");
        await _world.Say("ann", "提交审批");
        var id = _world.Store.Newest(CircularIndexes.ByAuthor("ann"));

        var turn = await _world.Say("ben", $"通过 {id}");

        const string Span = "马上开始送给1人，另外2人等各自的工作时间，最早今天 10:30，最晚6月4日（星期四）08:30。";
        Assert.Contains("如果现在通过，" + Span, preview.Text);
        Assert.Contains(Span, turn.Text);
        Assert.Contains(Span, Assert.Single(turn.Others).Content.Text);
        await _world.Sweep(id);
        string[] planned = [.. _world.Store.Queued.Where(m => m.Subject == $"circular:{id}").OrderBy(m => m.PersonId, StringComparer.Ordinal).Select(m => $"{m.PersonId} {m.NotBefore:MM-dd HH:mm}")];
        Assert.Equal(["ella 06-04 08:30", "emil 06-01 09:00", "eve 06-01 10:30"], planned);
    }

    [Fact]
    public async Task Submit_ApproversOfDifferentHours_SaysWhenEachIsAsked()
    {
        _world.Store.Put(PersonalQuiet.Kind, "cai", new PersonalQuiet { Spans = [new QuietSpan(new TimeOnly(8, 0), new TimeOnly(10, 0))], Since = _world.Now });
        foreach (var line in new[] { "发通知", "东山县", "防汛值班安排" })
            await _world.Say("ann", line);

        var turn = await _world.Say("ann", "提交审批");

        Assert.Contains("转给审批人：马上开始送给2人，另外1人等各自的工作时间，今天 10:00送。", turn.Text);
    }

    [Fact]
    public async Task Approve_Author_IsRefused()
    {
        var id = await _world.Submitted(author: "bob");

        var turn = await _world.Say("bob", $"通过 {id}");

        Assert.Contains("自己写的通知不能自己审批", turn.Text);
        Assert.Equal(CircularStatus.Pending, _world.Circular(id).Status);
        Assert.Null(_world.Store.DueAt($"circular/{id}"));
    }

    [Theory]
    [InlineData("eve", "通过")]
    [InlineData("ann", "通过")]
    [InlineData("eve", "退回")]
    public async Task Decide_NotApprover_IsRefused(string person, string verb)
    {
        var id = await _world.Submitted();

        var turn = await _world.Say(person, $"{verb} {id}");

        Assert.Equal("只有审批人能审批通知。", turn.Text);
        Assert.Equal(CircularStatus.Pending, _world.Circular(id).Status);
    }

    [Fact]
    public async Task Decide_Stranger_LearnsNotWhetherTheIdExists()
    {
        var id = await _world.Submitted();

        foreach (var verb in new[] { "通过", "进度", "撤回", "查看" })
            Assert.Equal((await _world.Say("nobody", $"{verb} TZ-0101-ABCD")).Text, (await _world.Say("nobody", $"{verb} {id}")).Text);
    }

    [Fact]
    public async Task Approve_Twice_SecondIsToldWhoDecided()
    {
        var id = await _world.Approved();

        var turn = await _world.Say("cai", $"通过 {id}");

        Assert.Contains("分发中，同志ben审批", turn.Text);
        Assert.Empty(turn.Others);
        Assert.Equal("ben", _world.Circular(id).ApproverId);
    }

    [Fact]
    public async Task Approve_AtTheSameTime_OnlyOneCounts()
    {
        var id = await _world.Submitted();
        _world.Store.Meddlers.Enqueue(() => _world.Peer().Say("cai", $"通过 {id}"));

        var turn = await _world.Say("ben", $"通过 {id}");

        Assert.Contains("同志cai审批", turn.Text);
        Assert.Equal("cai", _world.Circular(id).ApproverId);
        Assert.Single(_world.Store.Queued, m => m.Subject == $"circular-author:{id}");
    }

    [Fact]
    public async Task Approve_UnitGone_IsRefused()
    {
        var id = await _world.Submitted("东山县城关镇");
        _world.Directory = new([.. _world.Directory.Units.Where(u => u.Id != "east-town")], [.. _world.Directory.People.Where(p => p.UnitId != "east-town")]);

        var turn = await _world.Say("ben", $"通过 {id}");

        Assert.Contains("没有人可以收到", turn.Text);
        Assert.Equal(CircularStatus.Pending, _world.Circular(id).Status);
    }

    [Fact]
    public async Task Return_WithReason_TellsTheAuthorInWorkingTime()
    {
        var id = await _world.Submitted();

        var turn = await _world.Say("ben", $"退回 {id} 缺少联系人");

        Assert.Equal((CircularStatus.Returned, "缺少联系人"), (_world.Circular(id).Status, _world.Circular(id).ReturnReason));
        var told = Assert.Single(turn.Others);
        Assert.Equal(("ann", MessageClass.Assignment), (told.PersonId, told.Class));
        Assert.Contains("缺少联系人", told.Content.Text);
        Assert.Empty(_world.Store.Members("circulars/pending"));
        Assert.Contains("不能再审批", (await _world.Say("cai", $"通过 {id}")).Text);
    }

    [Fact]
    public async Task Return_ByCard_TakesTheFormsReason()
    {
        var id = await _world.Submitted();
        var card = await _world.Say("ben", $"查看 {id}");

        var empty = await _world.Press("ben", card.Last, "退回", " ");
        Assert.Contains("退回要写明原因", empty.Text);
        var tooLong = await _world.Press("ben", card.Last, "退回", new string('长', 301));
        Assert.Contains("最多300字", tooLong.Text);
        Assert.Equal(CircularStatus.Pending, _world.Circular(id).Status);

        await _world.Press("ben", card.Last, "退回", "重复发文");
        Assert.Equal("重复发文", _world.Circular(id).ReturnReason);
    }

    [Fact]
    public async Task Approve_Recalled_IsRefused()
    {
        var id = await _world.Submitted();
        await _world.Say("ann", $"撤回 {id}");

        var turn = await _world.Say("ben", $"通过 {id}");

        Assert.Contains("已由同志ann撤回", turn.Text);
        Assert.Equal(CircularStatus.Recalled, _world.Circular(id).Status);
        Assert.Null(_world.Store.DueAt($"circular/{id}"));
        Assert.Empty(_world.Store.Members("circulars/pending"));
    }

    [Theory]
    [InlineData("ann", 0)]
    [InlineData("cai", 1)]
    public async Task Recall_Halfway_WithdrawsWhatIsUnsentAndCountsWhatIsGone(string person, int told)
    {
        var id = await _world.Approved("云岭市");
        await _world.Sweep(id);
        var messages = _world.Store.Queued.Where(m => m.Subject == $"circular:{id}").ToArray();
        _world.Store.Move(messages.Take(3), DeliveryState.Delivered);
        _world.Store.Move(messages.Skip(3).Take(1), DeliveryState.Sending);

        var turn = await _world.Say(person, $"撤回 {id}");

        Assert.Contains("有3条平台已经接收", turn.Text);
        Assert.Contains("有1条正在发送", turn.Text);
        Assert.Equal(told, turn.Others.Count);
        Assert.Equal((CircularStatus.Recalled, person), (_world.Circular(id).Status, _world.Circular(id).RecalledBy));
        Assert.All(messages.Skip(4), m => Assert.Equal(DeliveryState.Withdrawn, _world.Store.StateOf(m.Id)));
        Assert.Contains("之前已经撤回", (await _world.Say(person, $"撤回 {id}")).Text);
    }

    [Fact]
    public async Task Recall_ReturnedOrByOther_IsRefused()
    {
        var id = await _world.Submitted();
        Assert.Contains("不归您管", (await _world.Say("eve", $"撤回 {id}")).Text);
        await _world.Say("ben", $"退回 {id} 不必发");

        Assert.Contains("没有发出过", (await _world.Say("ann", $"撤回 {id}")).Text);
        Assert.Equal(CircularStatus.Returned, _world.Circular(id).Status);
    }

    [Fact]
    public async Task Progress_CountsByState_AndSaysThatReadersAreOnlyCounted()
    {
        var id = await _world.Approved("云岭市");
        await _world.Sweep(id);
        var messages = _world.Store.Queued.Where(m => m.Subject == $"circular:{id}").ToArray();
        Assert.Equal(8, messages.Length);
        _world.Store.Move(messages.Take(2), DeliveryState.Delivered);
        _world.Store.Move(messages.Skip(2).Take(1), DeliveryState.DeadLettered);
        _world.Store.Move(messages.Skip(3).Take(1), DeliveryState.Retrying);
        _world.Store.Move(messages.Skip(4).Take(1), DeliveryState.Held);

        var open = await _world.Say("ann", $"进度 {id}");

        Assert.Equal(
            ["状态=已全部排入发送，同志ben审批", "已排入=8人", "排队等发送=3", "等工作时间=1", "正在发送或重试=1", "平台已接收=2", $"已读=送完再查，过一会儿再发“进度 {id}”", "已撤回=0", "没送到=1"],
            open.Last.Card!.Facts.Select(f => $"{f.Label}={f.Value}"));
        Assert.Contains("已读只有总数：谁看没看，我不统计，也不催。", open.Text);
        Assert.All(open.Last.Card.Facts, f => Assert.Contains($"{f.Label}：{f.Value}", open.Text));

        _world.Now = WorkTimeData.Local("2026-06-01 20:00:00");
        var closed = await _world.Say("ben", $"进度 {id}");
        Assert.Contains("等工作时间（6月2日（星期二）08:30起）：4", closed.Text);
    }

    [Fact]
    public async Task Progress_RefusedForGood_TellsItsAuthorHowManyWhyAndWhom()
    {
        var id = await _world.Approved("云岭市");
        await _world.Sweep(id);
        _world.Now += TimeSpan.FromMinutes(1);
        var other = await _world.Approved("西山县");
        await _world.Sweep(other);
        var messages = _world.Store.Queued.Where(m => m.Subject == $"circular:{id}").ToDictionary(m => m.PersonId!);
        _world.Store.Refuse([messages["eve"], messages["wen"]], "wecom-60111");
        _world.Store.Refuse([messages["wu"]], "blocked");
        _world.Store.Refuse(_world.Store.Queued.Where(m => m.Subject == $"circular:{other}"), "wecom-too-long");

        var told = await _world.Say("ann", $"进度 {id}");

        foreach (var words in new[] { told.Text, told.Last.Card!.Body })
        {
            Assert.Contains("2条没送到：对方在已接通的平台上没有能用的账号，请用别的方式通知（同志eve、同志wen）。\n", words);
            Assert.Contains("1条没送到：平台没有接收，请用别的方式通知（同志wu）。\n", words);
            Assert.DoesNotContain("太长", words);
        }
        Assert.DoesNotContain("60111", told.Text);
        Assert.Contains("不归您管", (await _world.Say("eve", $"进度 {id}")).Text);
    }

    [Fact]
    public async Task Progress_RefusedLongAgo_SendsToTheAdminForTheReason()
    {
        var id = await _world.Approved("东山县");
        await _world.Sweep(id);
        _world.Store.Move(_world.Store.Queued.Where(m => m.Subject == $"circular:{id}").Take(1), DeliveryState.DeadLettered);

        Assert.Contains("1条没送到：原因可以问通知管理员，请用别的方式通知。", (await _world.Say("ann", $"进度 {id}")).Text);
    }

    [Fact]
    public async Task Mine_Author_ListsOwnNewestFirst()
    {
        var first = await _world.Submitted();
        _world.Now += TimeSpan.FromMinutes(1);
        var second = await _world.Submitted();

        var list = await _world.Say("ann", "我的通知");

        Assert.Equal([$"进度 {second}", $"进度 {first}"], list.Last.Card!.Buttons.Select(b => b.Title));
        Assert.Contains("还没有提交过", (await _world.Say("eve", "我的通知")).Text);
    }

    [Fact]
    public async Task Buttons_WithForgedIds_AreRefusedPlainly()
    {
        foreach (var id in new[] { "", "x", "TZ-0101-ABCD", new string('9', 4000) })
            foreach (var kind in Enum.GetValues<CircularCommandKind>().Except([CircularCommandKind.Pending, CircularCommandKind.Mine]))
                Assert.Contains("没有找到这份通知", (await _world.Press("ben", CircularCommand.Button(kind, id))).Text);
    }

    [Fact]
    public async Task Commands_OfTheDesk_LeaveAnOpenDraftAlone()
    {
        var id = await _world.Submitted(author: "ann");
        await _world.Say("bob", "发通知");
        await _world.Say("bob", "东山县");

        await _world.Press("bob", CircularCommand.Button(CircularCommandKind.Approve, id));

        Assert.Equal(CircularStatus.Approved, _world.Circular(id).Status);
        Assert.Equal("east", _world.DraftOf("bob")!.UnitId);
    }
}
