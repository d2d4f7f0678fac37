using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.Delivery.Stages;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

public sealed class DeliveryDialogTests
{
    private static readonly DateTimeOffset Now = WorkTimeData.Local("2026-11-20 16:00");
    private static readonly DirectorySnapshot Directory = new(
        [new Unit("u1", "市农业局", UnitKind.City, null)],
        [new Person("admin", "管", "u1", [Role.Admin], []), new Person("cadre", "干", "u1", [Role.Cadre], [])]);
    private static readonly OutboxEntry Dead = new(
        new OutboundMessage { Id = "M1", Class = MessageClass.Circular, PersonId = "cadre", Content = "秘密正文", CreatedAt = Now }, DeliveryState.DeadLettered, 3, Now, "blocked");
    private readonly DeadLetterDialog _dead = new();
    private readonly BurdenDialog _burden = new(GateData.Rules.Burden);

    [Theory]
    [InlineData("死信", true)]
    [InlineData("重发 M1", true)]
    [InlineData("重发", true)]
    [InlineData("重发通知的规定是什么", false)]
    [InlineData("今天机器人打扰了我几次", false)]
    public void DeadLetters_Claims_ItsWordsOnly(string text, bool claims) => Assert.Equal(claims, _dead.Claims(Facts("admin", text)));

    [Fact]
    public void DeadLetters_List_ShowsReasonAndRecipientButNoContent()
    {
        var reply = _dead.Step(Facts("admin", "死信")).Replies[0].Text;

        Assert.Contains("M1 通知，给干，试了3次，原因：平台的答复是 blocked", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("秘密", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("重发 m1")]
    [InlineData("重发 全部")]
    public void DeadLetters_Replay_IsQueuedAndAudited(string text)
    {
        var effects = _dead.Step(Facts("admin", text)).Effects;

        Assert.Equal([new ReplayWrite("M1", Now)], effects.Replays);
        Assert.Equal(("admin", "delivery.replayed", "message:M1"), (effects.Audit[0].Actor, effects.Audit[0].Action, effects.Audit[0].Subject));
    }

    [Theory]
    [InlineData("死信")]
    [InlineData("重发 M1")]
    public void DeadLetters_NotAnAdmin_IsRefusedAndAsksForNothing(string text)
    {
        var facts = Facts("cadre", text);
        var result = _dead.Step(facts);

        Assert.Same(FactNeeds.None, _dead.Needs(facts));
        Assert.StartsWith("只有通知管理员", result.Replies[0].Text, StringComparison.Ordinal);
        Assert.Empty(result.Effects.Replays);
    }

    [Fact]
    public void DeadLetters_ReplayOfAnotherMessage_ChangesNothing() => Assert.Empty(_dead.Step(Facts("admin", "重发 M2")).Effects.Replays);

    [Fact]
    public void Burden_OwnDay_SaysHowManyWhichAndWhoSent()
    {
        var facts = Facts("cadre", "今天机器人打扰了我几次？") with
        {
            BurdenDays = new Dictionary<BurdenQuery, IReadOnlyList<BurdenLine>>
            {
                [new("cadre", new DateOnly(2026, 11, 20))] = [new(Now.AddHours(-1), MessageClass.Circular, "u1"), new(Now, MessageClass.Reminder, null)],
            },
        };

        Assert.True(_burden.Claims(facts));
        var reply = _burden.Step(facts).Replies[0].Text;
        Assert.Contains("打扰了您2次（提醒1条，通知1条）", reply, StringComparison.Ordinal);
        Assert.Contains("15:00 通知，市农业局发的", reply, StringComparison.Ordinal);
        Assert.Contains("16:00 提醒，机器人按规则自动发的", reply, StringComparison.Ordinal);
    }

    [Fact]
    public void Burden_Needs_IsTheOwnDayOnly() =>
        Assert.Equal([new BurdenQuery("cadre", new DateOnly(2026, 11, 20))], _burden.Needs(Facts("cadre", "今天打扰了我几次")).BurdenDays);

    [Fact]
    public void Burden_MonthByACadre_IsRefused()
    {
        Assert.Empty(_burden.Needs(Facts("cadre", "打扰统计")).BurdenMonths);
        Assert.Contains("不到个人", _burden.Step(Facts("cadre", "打扰统计")).Replies[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_SmallCells_AreHidden()
    {
        var counts = new Dictionary<string, int> { ["a"] = 9, ["b"] = 5, ["c"] = 4, ["d"] = 1 };

        var figures = BurdenFigures.Of("2026-11", counts, GateData.Rules.Burden);

        Assert.Equal([("a", 9), ("b", 5)], figures.Units);
        Assert.Equal(2, figures.HiddenUnits);
    }

    [Fact]
    public void Figures_FewerThanThreeUnits_AreHiddenAltogether()
    {
        var figures = BurdenFigures.Of("2026-11", new Dictionary<string, int> { ["a"] = 90, ["b"] = 80 }, GateData.Rules.Burden);

        Assert.True(figures.TooFew);
        Assert.Empty(figures.Units);
    }

    private static TurnFacts Facts(string person, string text) => new()
    {
        Now = Now,
        Message = new InboundMessage
        {
            Tenant = TenantId.Parse("test"),
            Key = new ConversationKey("test", "c", person),
            MessageId = "m",
            Text = text,
            ReplyAddress = new Address("test", "c", person),
        },
        Sender = Directory.Person(person),
        Directory = Directory,
        Edition = WorkTimeData.Edition,
        Conversation = new Conversation(),
        Entropy = new byte[32],
        Lists = new Dictionary<IndexQuery, IReadOnlyList<string>> { [new(DeadLetterDialog.Index, 20, true)] = ["M1"] },
        Messages = new Dictionary<string, OutboxEntry?> { ["M1"] = Dead, ["M2"] = null },
    };
}
