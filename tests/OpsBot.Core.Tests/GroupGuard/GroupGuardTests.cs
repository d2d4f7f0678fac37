using System.Text.Json;
using OpsBot.Core.Delivery;
using OpsBot.Core.GroupGuard;

namespace OpsBot.Core.Tests.GroupGuard;

public sealed class GroupGuardTests
{
    private const string Order = "请各村今晚十点前把常住人口台账报我";
    private const string Danger = "河堤要决口了，沿河各村马上转移群众，干部立即上堤";
    private readonly GroupWorld _world = new();

    [Fact]
    public async Task InGroup_AssignmentInTheEvening_TellsTheSenderAloneWithTheClauseAndOffersTheMorning()
    {
        var (to, message) = Assert.Single(await _world.InGroup("lin", Order));

        Assert.Equal("c-lin", to.ConversationId);
        Assert.Equal(MessageClass.Reply, message.Class);
        Assert.Contains("原则上非上班时间不作工作布置", message.Content.Text);
        Assert.True(_world.Library.Holds("huizhou:¶13.2", "原则上非上班时间不作工作布置"));
        Assert.Contains("惠州市", message.Content.Text);
        Assert.Contains("6月2日（星期二）08:30", message.Content.Text);
        Assert.Equal("定时到下一个工作时段", Assert.Single(message.Content.Card!.Buttons).Title);
        Assert.DoesNotContain("没有布置工作的权限", message.Content.Text);
    }

    [Fact]
    public async Task InGroup_OfferAccepted_ReachesTheGroupAtTheOpeningAndNotBefore()
    {
        var offer = Assert.Single(await _world.InGroup("lin", Order));
        var answer = Assert.Single(await _world.Press("lin", offer.Message.Content.Card!.Buttons[0].Action));
        Assert.Contains("08:30", answer.Message.Content.Text);
        Assert.Empty(await _world.DeliverAt(GroupWorld.Morning.AddSeconds(-1)));

        var (to, message) = Assert.Single(await _world.DeliverAt(GroupWorld.Morning));

        Assert.Equal(GroupWorld.Group, to);
        Assert.Equal(MessageClass.Assignment, message.Class);
        Assert.Contains(Order, message.Content.Text);
        Assert.Contains("同志lin", message.Content.Text);
        Assert.Empty(await _world.DeliverAt(GroupWorld.Morning.AddDays(7)));
    }

    [Fact]
    public async Task InGroup_OfferAcceptedTwiceByWords_IsSentOnce()
    {
        var id = OfferIdOf(Assert.Single(await _world.InGroup("lin", Order)).Message);
        await _world.Say("lin", $"定时 {id.ToLowerInvariant()}");

        var again = Assert.Single(await _world.Say("lin", $"定时{id}"));

        Assert.Contains("已经定时", again.Message.Content.Text);
        Assert.Single(await _world.DeliverAt(GroupWorld.Morning));
    }

    [Fact]
    public async Task InGroup_ScheduledAndWithdrawn_NeverReachesTheGroup()
    {
        var id = OfferIdOf(Assert.Single(await _world.InGroup("lin", Order)).Message);
        await _world.Say("lin", $"定时 {id}");

        await _world.Say("lin", $"撤回定时 {id}");

        Assert.Empty(await _world.DeliverAt(GroupWorld.Morning));
    }

    [Fact]
    public async Task InGroup_OfferOfSomebodyElse_IsNotThere()
    {
        var id = OfferIdOf(Assert.Single(await _world.InGroup("lin", Order)).Message);

        foreach (var command in new[] { "定时", "撤回定时", "同意定时" })
            Assert.Contains("没有找到", Assert.Single(await _world.Say("eve", $"{command} {id}")).Message.Content.Text);

        Assert.Empty(await _world.DeliverAt(GroupWorld.Morning));
    }

    [Theory]
    [InlineData("lin")]
    [InlineData("top")]
    public async Task InGroup_LeaderInWorkingTime_IsNotDisturbed(string person)
    {
        _world.Now = GroupWorld.Morning;

        Assert.Empty(await _world.InGroup(person, Order));
        Assert.Equal(new GuardMonth(), await _world.Month());
    }

    [Theory]
    [InlineData("eve")]
    [InlineData("lou")]
    public async Task InGroup_WithoutAuthorityInWorkingTime_GetsTheOtherClauseAndNeedsALeader(string person)
    {
        _world.Now = GroupWorld.Morning;
        var offer = Assert.Single(await _world.InGroup(person, Order));
        Assert.Equal($"c-{person}", offer.To.ConversationId);
        Assert.Contains("不得随意通过工作群、手机信息等给基层布置工作", offer.Message.Content.Text);
        Assert.DoesNotContain("现在不是工作时间", offer.Message.Content.Text);
        var id = OfferIdOf(offer.Message);

        var asked = await _world.Say(person, $"定时 {id}");

        var consent = Assert.Single(asked, sent => sent.Message.Class == MessageClass.Assignment);
        Assert.Equal("c-lin", consent.To.ConversationId);
        Assert.DoesNotContain(_world.Sent, sent => sent.To == GroupWorld.Group);
        Assert.Contains("没有找到", Assert.Single(await _world.Say(person, $"同意定时 {id}")).Message.Content.Text);
        var agreed = await _world.Press("lin", consent.Message.Content.Card!.Buttons[0].Action);
        Assert.Contains(agreed, sent => sent.To == GroupWorld.Group && sent.Message.Content.Text.Contains(Order, StringComparison.Ordinal));
    }

    [Fact]
    public async Task InGroup_WithoutAuthorityInTheEvening_LeaderIsAskedInTheMorningOnly()
    {
        var id = OfferIdOf(Assert.Single(await _world.InGroup("eve", Order)).Message);

        Assert.Single(await _world.Say("eve", $"定时 {id}"));

        Assert.Equal("c-lin", Assert.Single(await _world.DeliverAt(GroupWorld.Morning)).To.ConversationId);
    }

    [Fact]
    public async Task InGroup_EmergencyInTheEvening_IsPassedAndSaysWhoseRuleThatIs()
    {
        var (to, message) = Assert.Single(await _world.InGroup("lin", Danger));

        Assert.Equal("c-lin", to.ConversationId);
        Assert.Contains("本产品的规则", message.Content.Text);
        Assert.Contains("紧急放行", message.Content.Text);
        Assert.Null(message.Content.Card);
        Assert.Equal(new GuardMonth { Emergencies = 1 }, await _world.Month());
    }

    [Theory]
    [InlineData("火已经扑灭，没有人受伤")]
    [InlineData("着火了！")]
    public async Task InGroup_NewsOfDanger_IsNotDisturbed(string text) => Assert.Empty(await _world.InGroup("eve", text));

    [Fact]
    public async Task InGroup_StrangerWithAssignment_GetsTheClauseAndNoOffer()
    {
        var (_, message) = Assert.Single(await _world.InGroup("stranger", Order));

        Assert.Contains("不得随意通过工作群", message.Content.Text);
        Assert.Null(message.Content.Card);
    }

    [Fact]
    public async Task InGroup_ChannelGivesTheGroupAsReplyAddress_AnswerStillGoesToTheSenderAlone()
    {
        Assert.Equal("c-lin", Assert.Single(await _world.InGroup("lin", Order, GroupWorld.Group)).To.ConversationId);
        Assert.Empty(await _world.InGroup("stranger", Order, GroupWorld.Group));
        Assert.DoesNotContain(_world.Sent, sent => sent.To.ConversationId == GroupWorld.Group.ConversationId);
    }

    [Fact]
    public async Task InGroup_LabelledMessagesAtNight_NothingEverGoesToTheGroup()
    {
        foreach (var message in GuardData.Messages("dev").Concat(GuardData.Messages("blind")))
            await _world.InGroup("eve", message.Text);

        Assert.NotEmpty(_world.Sent);
        Assert.All(_world.Sent, sent => Assert.Equal("c-eve", sent.To.ConversationId));
    }

    [Fact]
    public async Task Month_AfterReminders_HoldsNumbersAndNothingElse()
    {
        await _world.InGroup("eve", Order);
        await _world.InGroup("lin", Order);

        var stored = Assert.Single(await _world.Store.Records.GetAsync(GroupWorld.Tenant, [GuardMonth.Kind.Key("2026-06/east")], default));

        Assert.Equal(new GuardMonth { OutsideHours = 2, WithoutAuthority = 1 }, GuardMonth.Kind.Read(stored).Value);
        Assert.All(
            JsonDocument.Parse(stored.Json).RootElement.EnumerateObject(),
            property => Assert.Equal(JsonValueKind.Number, property.Value.ValueKind));
        // Nothing else tells who was reminded: the audit speaks of deliveries only, by message.
        Assert.All(_world.Store.AuditOf(GroupWorld.Tenant), entry => Assert.Equal("system", entry.Actor));
        Assert.All(_world.Store.AuditOf(GroupWorld.Tenant), entry => Assert.DoesNotContain("台账", entry.Detail ?? ""));
    }

    [Fact]
    public async Task Figures_SmallCells_AreHiddenAndOnlySupervisorsSeeThem()
    {
        for (var i = 0; i < 5; i++)
            await _world.InGroup("lin", Order);
        await _world.InGroup("eve", Order);

        var text = Assert.Single(await _world.Say("sue", "群提醒统计")).Message.Content.Text;

        Assert.Contains("东山县：非工作时间6，无权限少于5，紧急少于5，改为定时少于5", text);
        Assert.DoesNotContain("同志", text);
        Assert.Contains("只有专班", Assert.Single(await _world.Say("lin", "群提醒统计")).Message.Content.Text);
    }

    [Fact]
    public async Task Expiry_AfterItsTime_TheWordsAreDeletedAndTheOfferIsGone()
    {
        var id = OfferIdOf(Assert.Single(await _world.InGroup("lin", Order)).Message);
        await _world.Expiry.HandleAsync(GroupWorld.Tenant, id, default);
        Assert.Single(await _world.Store.Records.GetAsync(GroupWorld.Tenant, [GroupOffer.Kind.Key(id)], default));
        _world.Now = GroupWorld.Morning + _world.Rules.OfferKeptFor;

        Assert.Contains("没有找到", Assert.Single(await _world.Say("lin", $"定时 {id}")).Message.Content.Text);
        await _world.Expiry.HandleAsync(GroupWorld.Tenant, id, default);

        Assert.Empty(await _world.Store.Records.GetAsync(GroupWorld.Tenant, [GroupOffer.Kind.Key(id)], default));
    }

    [Fact]
    public async Task Schedule_Stored_KeepsNoWordsBesideTheOutbox()
    {
        var id = OfferIdOf(Assert.Single(await _world.InGroup("lin", Order)).Message);
        await _world.Say("lin", $"定时 {id}");

        var stored = Assert.Single(await _world.Store.Records.GetAsync(GroupWorld.Tenant, [GroupOffer.Kind.Key(id)], default));

        Assert.DoesNotContain("台账", stored.Json);
        Assert.Equal(GroupOfferStatus.Scheduled, GroupOffer.Kind.Read(stored).Value.Status);
    }

    [Theory]
    [InlineData("\"quote\": \"原则上非上班时间不作工作布置\"", "\"quote\": \"非上班时间可以布置工作\"", "非上班时间可以布置工作")]
    [InlineData("\"schema\": 1", "\"schema\": 2", "schema 2")]
    [InlineData("\"smallCell\": 5", "\"smallCell\": 1", "smallCell")]
    public void Rules_BadFile_SaysWhatToRepair(string old, string @new, string part)
    {
        var json = File.ReadAllText(Path.Combine(Regulations.RepositoryFiles.Packs, "general", "group-guard.json"));

        Assert.Contains(part, Assert.Throws<FormatException>(() => GuardRules.Parse(json.Replace(old, @new, StringComparison.Ordinal), _world.Library)).Message);
    }

    private static string OfferIdOf(OutboundMessage message) => message.Content.Card!.Buttons[0].Action["id"];
}
