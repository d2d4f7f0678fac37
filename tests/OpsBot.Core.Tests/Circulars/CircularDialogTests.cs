using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Delivery;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Circulars;

public sealed class CircularDialogTests
{
    private readonly CircularWorld _world = new();

    [Fact]
    public async Task Submit_AllSteps_StoresPendingAndAsksTheOtherApprovers()
    {
        var ask = await _world.Say("ann", "发通知");
        Assert.Equal(["云岭市", "东山县", "西山县", "市委办公室", "取消"], ask.Last.Choices.Select(c => c.Title));
        var text = await _world.Say("ann", "东山县");
        Assert.Contains("共2个单位2人", text.Text);
        var confirm = await _world.Say("ann", "防汛值班\r\n按表值班");
        Assert.Contains("防汛值班\n按表值班", confirm.Text);
        Assert.Contains("现在是工作时间", confirm.Text);
        var done = await _world.Say("ann", "提交审批");

        var id = _world.Store.Newest("circulars/by-author/ann");
        Assert.Matches("^TZ-0601-[0-9A-Z]{4}$", id);
        Assert.Contains(id, done.Text);
        var circular = _world.Circular(id);
        Assert.Equal((CircularStatus.Pending, "east", "防汛值班", "ann"), (circular.Status, circular.UnitId, circular.Title, circular.AuthorId));
        Assert.Equal([id], _world.Store.Members("circulars/pending"));
        Assert.Equal(["ben", "bob", "cai"], done.Others.Select(m => m.PersonId));
        Assert.All(done.Others, m => Assert.Equal(MessageClass.Assignment, m.Class));
        Assert.All(done.Others, m => Assert.Contains("按表值班", m.Content.Text));
        Assert.Null(_world.DraftOf("ann"));
        Assert.Null(_world.Store.DueAt($"circular/{id}"));
    }

    [Fact]
    public async Task Confirm_Evening_NamesTheNextOpening()
    {
        _world.Now = WorkTimeData.Local("2026-06-05 20:00:00");
        await _world.Say("ann", "发通知");
        await _world.Say("ann", "东山县");

        var confirm = await _world.Say("ann", "停水通知");

        Assert.Contains("6月8日（星期一）08:30起", confirm.Text);
    }

    [Theory]
    [InlineData("eve")]
    [InlineData("ben")]
    public async Task Start_NotAdmin_SaysWhoMay(string person)
    {
        var turn = await _world.Say(person, "发通知");

        Assert.Contains("只有通知管理员", turn.Text);
        Assert.Null(_world.DraftOf(person));
    }

    [Fact]
    public async Task Step_RoleLostInTheMiddle_EndsTheDraft()
    {
        await _world.Say("ann", "发通知");
        _world.Directory = new(_world.Directory.Units, [.. _world.Directory.People.Select(p => p.Id == "ann" ? p with { Roles = [] } : p)]);

        var turn = await _world.Say("ann", "东山县");

        Assert.Contains("只有通知管理员", turn.Text);
        Assert.Null(_world.DraftOf("ann"));
    }

    [Fact]
    public async Task Unit_SameNameTwice_OffersPathsAndTakesOne()
    {
        await _world.Say("ann", "发通知");

        var which = await _world.Say("ann", "城关镇");
        Assert.Equal(["云岭市·东山县·城关镇", "云岭市·西山县·城关镇", "取消"], which.Last.Choices.Select(c => c.Title));
        Assert.Null(_world.DraftOf("ann")!.UnitId);

        await _world.Say("ann", which.Last.Choices[1].Title);
        Assert.Equal("west-town", _world.DraftOf("ann")!.UnitId);
    }

    [Theory]
    [InlineData("办公室", "office")]
    [InlineData("发给西山县城关镇的同志", "west-town")]
    [InlineData("东山县的所有人", "east")]
    [InlineData("east", "east")]
    public async Task Unit_FreeText_FindsIt(string text, string unit)
    {
        await _world.Say("ann", "发通知");

        await _world.Say("ann", text);

        Assert.Equal((unit, CircularDraftStep.Text), (_world.DraftOf("ann")!.UnitId, _world.DraftOf("ann")!.Step));
    }

    [Theory]
    [InlineData("火星镇", "没有找到")]
    [InlineData("空谷乡", "都还没有人")]
    [InlineData("上一步", "第一步")]
    public async Task Unit_Unusable_SaysWhyAndAsksAgain(string text, string words)
    {
        await _world.Say("ann", "发通知");

        var turn = await _world.Say("ann", text);

        Assert.Contains(words, turn.Text);
        Assert.Contains("通知发给哪个单位", turn.Last.Text);
        Assert.Equal(CircularDraftStep.Unit, _world.DraftOf("ann")!.Step);
    }

    [Fact]
    public async Task Text_Limit_Is2000Characters()
    {
        await _world.Say("ann", "发通知");
        await _world.Say("ann", "东山县");

        var tooLong = await _world.Say("ann", new string('字', 2001));
        Assert.Contains("2001字，最多2000字", tooLong.Text);
        Assert.Null(_world.DraftOf("ann")!.Text);

        await _world.Say("ann", new string('字', 2000));
        Assert.Equal(CircularDraftStep.Confirm, _world.DraftOf("ann")!.Step);
    }

    [Fact]
    public async Task Text_EndsAsQuestion_IsTakenAsText()
    {
        await _world.Say("ann", "发通知");
        await _world.Say("ann", "东山县");

        await _world.Say("ann", "今天值班的同志都到岗了吗？");

        Assert.Equal("今天值班的同志都到岗了吗？", _world.DraftOf("ann")!.Text);
    }

    [Fact]
    public async Task Question_AtUnitOrConfirm_IsAnsweredAndTheDraftGoesOn()
    {
        await _world.Say("ann", "发通知");
        var atUnit = await _world.Say("ann", "通知要不要审批？");
        Assert.Equal("库里的回答", atUnit.Replies[0].Text);
        Assert.Contains("通知发给哪个单位", atUnit.Last.Text);
        await _world.Say("ann", "东山县");
        await _world.Say("ann", "正文");

        var atConfirm = await _world.Say("ann", "晚上能发通知吗");

        Assert.Equal("库里的回答", atConfirm.Replies[0].Text);
        Assert.Equal(("正文", CircularDraftStep.Confirm), (_world.DraftOf("ann")!.Text, _world.DraftOf("ann")!.Step));
        // The card shown again is the valid one.
        await _world.Press("ann", atConfirm.Last, "提交审批");
        Assert.Single(_world.Store.Members("circulars/pending"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Cancel_AnyStep_ForgetsTheDraft(int answers)
    {
        foreach (var line in new[] { "发通知", "东山县", "正文" }.Take(answers + 1))
            await _world.Say("ann", line);

        var turn = await _world.Say("ann", "取消");

        Assert.Contains("不发了", turn.Text);
        Assert.Null(_world.DraftOf("ann"));
        Assert.Empty(_world.Store.Members("circulars/pending"));
    }

    [Fact]
    public async Task Back_EachStep_KeepsAnswersAndLetsThemStand()
    {
        foreach (var line in new[] { "发通知", "东山县", "正文" })
            await _world.Say("ann", line);

        var text = await _world.Say("ann", "上一步");
        Assert.Contains("现在的正文是：\n\n正文", text.Text);
        var unit = await _world.Say("ann", "上一步");
        Assert.Contains("现在选的是东山县", unit.Text);

        await _world.Say("ann", "不改");
        Assert.Equal(CircularDraftStep.Confirm, _world.DraftOf("ann")!.Step);
        Assert.Equal(("east", "正文"), (_world.DraftOf("ann")!.UnitId, _world.DraftOf("ann")!.Text));
    }

    [Fact]
    public async Task Change_UnitThenText_SubmitsTheCorrected()
    {
        foreach (var line in new[] { "发通知", "东山县", "旧正文" })
            await _world.Say("ann", line);
        var what = await _world.Say("ann", "修改");
        Assert.Equal(["改正文", "改范围", "取消"], what.Last.Choices.Select(c => c.Title));

        foreach (var line in new[] { "改范围", "西山县", "改正文", "新正文", "提交审批" })
            await _world.Say("ann", line);

        var circular = _world.Circular(_world.Store.Newest("circulars/by-author/ann"));
        Assert.Equal(("west", "新正文"), (circular.UnitId, circular.Text));
    }

    [Theory]
    [InlineData("改正文", CircularDraftStep.Text)]
    [InlineData("改范围", CircularDraftStep.Unit)]
    public async Task Buttons_OfTheConfirmCard_DoTheSameAsWords(string title, CircularDraftStep step)
    {
        await _world.Say("ann", "发通知");
        await _world.Say("ann", "东山县");
        var confirm = await _world.Say("ann", "正文");

        await _world.Press("ann", confirm.Last, title);

        Assert.Equal(step, _world.DraftOf("ann")!.Step);
    }

    [Fact]
    public async Task OldCard_ShowedAnotherText_SubmitsNothing()
    {
        await _world.Say("ann", "发通知");
        await _world.Say("ann", "东山县");
        var old = await _world.Say("ann", "旧正文");
        await _world.Say("ann", "改正文");
        var current = await _world.Say("ann", "新正文");

        var refused = await _world.Press("ann", old.Last, "提交审批");
        Assert.Contains("已经过时", refused.Text);
        Assert.Empty(_world.Store.Members("circulars/pending"));

        await _world.Press("ann", current.Last, "提交审批");
        var again = await _world.Press("ann", current.Last, "提交审批");
        Assert.Contains("已经过时", again.Text);
        Assert.Single(_world.Store.Members("circulars/pending"));
    }

    [Fact]
    public async Task Start_Twice_KeepsTheOpenDraft()
    {
        await _world.Say("ann", "发通知");
        await _world.Say("ann", "东山县");

        await _world.Say("ann", "发通知");
        var button = await _world.Press("ann", BotAction.Plain(CircularDialog.NewAction));

        Assert.Contains("没写完", button.Text);
        Assert.Equal("east", _world.DraftOf("ann")!.UnitId);
    }

    [Fact]
    public async Task Submit_NobodyElseApproves_KeepsTheDraft()
    {
        _world.Directory = new(_world.Directory.Units, [.. _world.Directory.People.Where(p => p.Id is not ("ben" or "cai"))]);
        foreach (var line in new[] { "发通知", "东山县", "正文" })
            await _world.Say("bob", line);

        var turn = await _world.Say("bob", "提交审批");

        Assert.Contains("另一位同事审批", turn.Text);
        Assert.Equal("正文", _world.DraftOf("bob")!.Text);
        Assert.Empty(_world.Store.Members("circulars/pending"));
    }

    [Fact]
    public async Task Rewrite_Returned_TakesItsWordsUpAsANewCircular()
    {
        var first = await _world.Submitted();
        var returned = await _world.Say("ben", $"退回 {first} 缺联系人");
        await _world.Press("ann", returned.Others.Single().Content, "改好再提交");
        Assert.Contains("按表值班", _world.DraftOf("ann")!.Text);
        _world.Now += TimeSpan.FromMinutes(5);

        await _world.Say("ann", "防汛值班安排\n联系人王工。");
        await _world.Say("ann", "提交审批");

        var second = _world.Store.Newest("circulars/by-author/ann");
        Assert.NotEqual(first, second);
        Assert.Equal(CircularStatus.Returned, _world.Circular(first).Status);
        Assert.Equal(CircularStatus.Pending, _world.Circular(second).Status);
    }

    [Fact]
    public async Task Rewrite_PendingOrOfAnother_IsRefused()
    {
        var id = await _world.Submitted();

        Assert.Contains("不能修改", (await _world.Say("ann", $"修改 {id}")).Text);
        Assert.Contains("没有找到", (await _world.Say("bob", $"修改 {id}")).Text);
        Assert.Null(_world.DraftOf("bob"));
    }

    [Fact]
    public async Task Submit_ManyApprovers_AsksAtMostTwenty()
    {
        _world.Directory = CircularWorld.Town([.. Enumerable.Range(0, 60).Select(i => CircularWorld.Someone($"p{i:00}", "office", OpsBot.Core.Organization.Role.Approver))]);
        foreach (var line in new[] { "发通知", "东山县", "正文" })
            await _world.Say("ann", line);

        var turn = await _world.Say("ann", "提交审批");

        Assert.Equal(20, turn.Others.Count);
    }
}
