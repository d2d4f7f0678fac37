using OpsBot.Core.Delivery;
using OpsBot.Core.Organization;
using OpsBot.Core.Tests.WorkTime;

namespace OpsBot.Core.Tests.Delivery;

public sealed class ExpiryNoticeTests
{
    private static readonly DateTimeOffset Now = WorkTimeData.Local("2026-11-20 21:00");
    private static readonly DirectorySnapshot Town = new(
        [new Unit("u", "单位", UnitKind.City, null)],
        [
            new Person("author", "甲", "u", [Role.Cadre], []),
            new Person("office", "专", "u", [Role.Supervisor], []),
            new Person("admin", "管", "u", [Role.Admin], []),
            new Person("to", "丁", "u", [Role.Handler], []),
        ]);

    [Theory]
    [InlineData("author", "author")]
    [InlineData(null, "office")]
    [InlineData("left-the-office", "office")]
    public void For_Expired_TellsTheSenderElseTheOffice(string? sender, string told)
    {
        var notice = Assert.Single(ExpiryNotice.For(Expired("1") with { SenderId = sender }, Town, Now));

        Assert.Equal((told, MessageClass.Digest, null), (notice.PersonId, notice.Class, notice.ExpiresAt));
        Assert.Equal("有给丁的提醒（1122-7K3F）没有送出：等到对方的工作时间，已经过了它的时效。需要的话请再发一次。", notice.Content.Text);
        Assert.DoesNotContain("正文", notice.Content.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void For_ManyOfOneSubjectInOneHour_AreOneLine()
    {
        var ids = Enumerable.Range(0, 50).SelectMany(i => ExpiryNotice.For(Expired($"{i}"), Town, Now.AddMinutes(i))).Select(m => m.Id);

        Assert.Single(ids.Distinct());
        Assert.NotEqual(ExpiryNotice.For(Expired("1"), Town, Now)[0].Id, ExpiryNotice.For(Expired("1"), Town, Now.AddHours(1))[0].Id);
    }

    [Fact]
    public async Task Run_ExpiredWhileHeld_EndsWithANoticeThatWaitsForWorkingTime()
    {
        var world = new GateWorld("2026-11-20 21:00");
        await world.QueueAsync(world.Message("1", MessageClass.Reminder, "p1") with { ExpiresAt = WorkTimeData.Local("2026-11-21 09:00"), SenderId = "p2" });

        await world.RunToAsync("2026-11-23 08:29:59");
        Assert.Empty(world.Sent);
        await world.RunToAsync("2026-11-23 09:30");

        Assert.Equal(DeliveryState.Expired, (await world.EntryAsync("1")).State);
        var (_, _, notice) = Assert.Single(world.Sent);
        Assert.Equal(("p2", MessageClass.Digest), (notice.PersonId, notice.Class));
    }

    private static OutboundMessage Expired(string id) => new()
    {
        Id = id,
        Class = MessageClass.Reminder,
        PersonId = "to",
        Content = "正文",
        Subject = "case:1122-7K3F/leg:1",
        CreatedAt = Now,
        ExpiresAt = Now,
    };
}
