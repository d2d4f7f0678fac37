using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Overrides;
using OpsBot.Core.Tests.Circulars;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Overrides;

/// <summary>Overrides by chat, with typed words alone and with cards. ann and bob are admins; bob, ben and cai approve.</summary>
public sealed class OverrideChatTests
{
    private readonly CircularWorld _world = new() { Now = WorkTimeData.Local("2026-06-01 22:00:00") };

    [Fact]
    public async Task Draft_TypedUrgent_ApprovedByASecondPerson_QueuesOverrideMessagesWithGroundAndPeople()
    {
        var id = await UrgentAsync();
        var shown = await _world.Say("ben", $"查看 {id}");
        Assert.Contains("加急：防汛防台，通过后12小时内不分时间送达。原因：台风今晚登陆", shown.Text);

        var turn = await _world.Say("ben", $"通过 {id}");
        await _world.Sweep(id);

        Assert.Contains("前不分时间送达", turn.Text);
        var messages = _world.Store.Queued.Where(m => m.Subject == Circular.SubjectOf(id)).ToArray();
        Assert.Equal(2, messages.Length);
        var item = ItemOf(id);
        Assert.All(messages, m => Assert.Equal((MessageClass.Override, item.Id, null), (m.Class, m.OverrideId, m.NotBefore)));
        Assert.Equal((OverrideStatus.Approved, "ann", "ben"), (item.Status, item.RequesterId, item.ApproverId));
        Assert.Equal(_world.Now.AddHours(12), item.Until);
        Assert.StartsWith("【加急·防汛防台】市委办公室同志ann下达，市委办公室同志ben批准。加急有效到6月2日10:00。\n【通知】", messages[0].Content.Text, StringComparison.Ordinal);
        Assert.Contains(_world.Store.Audit, a => a.Action == "override.requested");
        Assert.Contains(_world.Store.Audit, a => a.Action == "override.approved" && a.Actor == "ben");
    }

    [Fact]
    public async Task Draft_CardForm_IsTheSame()
    {
        foreach (var line in new[] { "发通知", "东山县" })
            await _world.Say("ann", line);
        var confirm = await _world.Say("ann", "转移群众");
        var form = await _world.Press("ann", confirm.Last, "申请加急");
        var action = form.Last.Card!.Buttons.Single().Action;
        var filled = await _world.Press("ann", action with { Args = new Dictionary<string, string>(action.Args) { ["ground"] = "order", ["hours"] = "6", ["reason"] = "紧急", ["document"] = "省指〔2026〕3号" } });
        Assert.Contains("上级明令，审批通过后6小时内不分时间送达", filled.Text);
        await _world.Press("ann", filled.Last, "提交审批");

        var id = _world.Store.Newest(CircularIndexes.ByAuthor("ann"));
        Assert.Equal(new OverrideTerms("order", 6, "紧急", "省指〔2026〕3号"), ItemOf(id).Terms);
    }

    [Theory]
    [InlineData("加急 聚餐 12小时 很急", "类别只能选")]
    [InlineData("加急 防汛 25小时 很急", "1到24小时")]
    [InlineData("加急 防汛 很急", "1到24小时")]
    [InlineData("加急 防汛 12小时", "为什么不能等")]
    [InlineData("加急 上级明令 12小时 很急", "要写文号")]
    public async Task Draft_BadTerms_SayWhatIsMissingAndKeepTheDraft(string typed, string expected)
    {
        foreach (var line in new[] { "发通知", "东山县", "正文" })
            await _world.Say("ann", line);

        Assert.Contains(expected, (await _world.Say("ann", typed)).Text);
        Assert.Null(_world.DraftOf("ann")!.Urgent);
        Assert.Contains("已提交", (await _world.Say("ann", "提交审批")).Text);
    }

    [Fact]
    public async Task Draft_NotUrgentAgain_IsAnOrdinaryCircular()
    {
        foreach (var line in new[] { "发通知", "东山县", "正文", "加急 防汛 12小时 台风", "不加急", "提交审批" })
            await _world.Say("ann", line);

        var id = _world.Store.Newest(CircularIndexes.ByAuthor("ann"));
        Assert.Null(_world.Circular(id).Urgent);
        Assert.Empty(_world.Store.Members(OverrideIndexes.Pending));
    }

    [Fact]
    public async Task Draft_ApprovedTooLate_IsAnOrdinaryCircular()
    {
        var id = await UrgentAsync();
        _world.Now = WorkTimeData.Local("2026-06-02 23:00:00");
        var turn = await _world.Say("ben", $"通过 {id}");
        await _world.Sweep(id);

        Assert.Contains("加急已经失效", turn.Text);
        Assert.All(_world.Store.Queued.Where(m => m.Subject == Circular.SubjectOf(id)), m => Assert.Equal((MessageClass.Circular, WorkTimeData.Local("2026-06-03 08:30")), (m.Class, m.NotBefore)));
    }

    [Fact]
    public async Task Draft_ReturnedOrRecalled_EndsTheOverride()
    {
        var returned = await UrgentAsync();
        await _world.Say("ben", $"退回 {returned} 不够急");
        Assert.Equal(OverrideStatus.Revoked, ItemOf(returned).Status);

        _world.Now += TimeSpan.FromMinutes(5);
        var recalled = await UrgentAsync();
        await _world.Say("ben", $"通过 {recalled}");
        await _world.Say("ann", $"撤回 {recalled}");
        Assert.Equal(OverrideStatus.Revoked, ItemOf(recalled).Status);
        Assert.False(ItemOf(recalled).LiftsAt(_world.Now));
    }

    [Fact]
    public async Task OnItsWay_RequestedAndApproved_WithdrawsWhatWaitsAndQueuesItAnew()
    {
        var id = await _world.Approved();
        await _world.Sweep(id);
        var waiting = _world.Store.Queued.Where(m => m.Subject == Circular.SubjectOf(id)).ToArray();
        Assert.All(waiting, m => Assert.Equal(WorkTimeData.Local("2026-06-02 08:30"), m.NotBefore));

        _world.Now += TimeSpan.FromMinutes(1);
        var asked = await _world.Say("bob", $"加急 {id} 防汛防台 8小时 江水上涨");
        var item = _world.Store.Newest(OverrideIndexes.OfMonth("2026-06"));
        Assert.Contains("不在工作时间我不会打扰审批人", asked.Text);
        Assert.All(asked.Others, m => Assert.Equal(MessageClass.Assignment, m.Class));
        Assert.Equal(["ben", "cai"], asked.Others.Select(m => m.PersonId!));
        Assert.Contains("https://bot.example/override?t=", asked.Others[0].Content.Text);
        Assert.Contains("自己申请的加急不能自己审批", (await _world.Say("bob", $"通过 {item}")).Text);
        Assert.Contains("只有审批人", (await _world.Say("eve", $"通过 {item}")).Text);
        Assert.Contains(item, (await _world.Say("ben", "待批加急")).Text);
        await _world.Say("ben", $"通过 {item}");
        await _world.Sweep(id);

        Assert.All(waiting, m => Assert.Equal(DeliveryState.Withdrawn, _world.Store.StateOf(m.Id)));
        var anew = _world.Store.Queued.Where(m => m.Class == MessageClass.Override).ToArray();
        Assert.Equal(waiting.Select(m => (m.PersonId, m.DedupKey)), anew.Select(m => (m.PersonId, m.DedupKey)));
        Assert.Contains("这个加急已经办过了", (await _world.Say("cai", $"驳回 {item}")).Text);
        Assert.Contains("已停止", (await _world.Say("bob", $"停止加急 {item}")).Text);
        Assert.Contains("申请1次，通过1次", (await _world.Say("ben", "加急统计")).Text);
    }

    [Fact]
    public async Task OnItsWay_Rejected_ChangesNothingOfTheCircular()
    {
        var id = await _world.Approved();
        await _world.Sweep(id);
        await _world.Say("bob", $"加急 {id} 疫情 8小时 急");
        var item = _world.Store.Newest(OverrideIndexes.OfMonth("2026-06"));
        var before = _world.Circular(id);

        Assert.Contains("已驳回", (await _world.Say("cai", $"驳回 {item}")).Text);
        Assert.Equal(before, _world.Circular(id));
        Assert.Contains("没有等您审批的加急", (await _world.Say("ben", "待批加急")).Text);
    }

    [Fact]
    public async Task Request_WithoutRoleOrForAPendingCircular_IsRefused()
    {
        var id = await _world.Submitted();

        Assert.Contains("只有通知管理员和单位负责人", (await _world.Say("ben", $"加急 {id} 防汛 8小时 急")).Text);
        Assert.Contains("没有在发送", (await _world.Say("ann", $"加急 {id} 防汛 8小时 急")).Text);
        Assert.Contains("没有找到", (await _world.Say("ann", "加急 TZ-0601-ZZZZ 防汛 8小时 急")).Text);
        Assert.Contains("只有防汛防台、抢险救灾、安全生产、疫情、上级明令", (await _world.Say("ann", "加急")).Text);
    }

    [Fact]
    public async Task Link_ReadsBackAndEndsAfterADay()
    {
        await UrgentAsync();
        var now = _world.Now;
        var ticket = OverrideData.Links.Issue("JJ-1", "ben", now, "n1");

        Assert.Equal(new OverrideTicket("JJ-1", "ben", "n1"), OverrideData.Links.Read(ticket, now.AddHours(23)));
        Assert.Null(OverrideData.Links.Read(ticket, now.AddHours(24)));
        Assert.Null(new OverrideLinks(null, [1]).Read(ticket, now));
        for (var i = 0; i < ticket.Length; i++)
            Assert.Null(OverrideData.Links.Read(ticket[..i] + (ticket[i] == '0' ? '1' : '0') + ticket[(i + 1)..], now));
        Assert.Null(new OverrideLinks(null, [1]).AddressFor("JJ-1", "ben", now, "n"));
    }

    private Override ItemOf(string circularId) => _world.Store.Find(Override.Kind, _world.Circular(circularId).Urgent!.OverrideId)!.Value;

    private async Task<string> UrgentAsync()
    {
        foreach (var line in new[] { "发通知", "东山县", "转移低洼处群众", "加急 防汛防台 12小时 台风今晚登陆", "提交审批" })
            await _world.Say("ann", line);
        return _world.Store.Newest(CircularIndexes.ByAuthor("ann"));
    }
}
