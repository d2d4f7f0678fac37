using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Circulars.Reading;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;

namespace OpsBot.Core.Tests.Circulars.Reading;

public sealed class CircularReadingTests
{
    private static readonly ReadAnswer Read = new ReadAnswer.Told(1);
    private static readonly ReadAnswer Unread = new ReadAnswer.Told(0);
    private static readonly ReadAnswer Untold = new ReadAnswer.Untold();

    private CircularWorld _world = new();

    [Fact]
    public async Task Progress_Asked_ShowsNumbersAndNobody()
    {
        var (id, messages) = await DeliveredAsync();
        var (readers, silent) = (Ids(messages, 0, 4), Ids(messages, 6, 2));
        var platform = new FakePlatform(m => silent.Contains(m) ? Untold : readers.Contains(m) ? Read : Unread);
        await CountAsync(platform);
        Assert.Empty(platform.Asked);

        var first = await _world.Say("ann", $"进度 {id}");
        Assert.Contains($"已读：正在查，过一会儿再发“进度 {id}”看", first.Text);
        await CountAsync(platform);
        var second = await _world.Say("ann", $"进度 {id}");

        const string Line = "已读：4人（平台告诉已读的有6人，6月1日（星期一）09:00查的）；另有2人，平台不提供已读状态";
        Assert.Contains(Line, second.Text);
        Assert.Equal(Line, "已读：" + second.Last.Card!.Facts.Single(f => f.Label == "已读").Value);
        Assert.Equal(messages.Select(m => m.Id), platform.Asked);
        Assert.Contains(_world.Store.Audit, a => a is { Actor: "ann", Action: "circular.readers-asked" });
        var stored = CircularReading.Kind.Put(id, Reading(id), 0).Json!;
        Assert.All(_world.Directory.People, p => Assert.DoesNotContain(p.Name, second.Text.Replace("同志ben审批", "", StringComparison.Ordinal) + stored, StringComparison.Ordinal));
        Assert.All(messages, m => Assert.DoesNotContain(m.Id, stored, StringComparison.Ordinal));
        Assert.All(_world.Directory.People, p => Assert.DoesNotContain($"\"{p.Id}\"", stored, StringComparison.Ordinal));
        // No one is written to because of it.
        Assert.Empty(second.Others);
    }

    [Fact]
    public async Task Progress_NoPlatformTells_SaysSo()
    {
        var (id, _) = await DeliveredAsync();
        await _world.Say("ann", $"进度 {id}");

        await CountAsync();

        Assert.Contains("已读：收到的8人，平台都不提供已读状态", (await _world.Say("ann", $"进度 {id}")).Text);
    }

    [Fact]
    public async Task Progress_FewRecipients_AsksNothing()
    {
        var (id, _) = await DeliveredAsync("东山县");
        var platform = new FakePlatform(_ => Read);

        var told = await _world.Say("ann", $"进度 {id}");
        await CountAsync(platform);

        Assert.Contains("已读：收到的不到5人，为了不对应到人，不查", told.Text);
        Assert.Empty(platform.Asked);
    }

    [Theory]
    [InlineData("云岭市", 4)]
    [InlineData("东山县", 12)]
    public async Task Progress_FewPeopleOrUnitsBehindTheNumber_HidesIt(string unit, int told)
    {
        _world = new CircularWorld(CircularWorld.Town([.. Enumerable.Range(0, 10).Select(i => CircularWorld.Someone($"p{i:D2}", "east"))]));
        var (id, messages) = await DeliveredAsync(unit);
        var asked = Ids(messages, 0, told);
        await _world.Say("ann", $"进度 {id}");

        await CountAsync(new FakePlatform(m => asked.Contains(m) ? Read : Untold));
        var shown = (await _world.Say("ann", $"进度 {id}")).Text;

        Assert.Contains("平台告诉已读的人或单位太少，为了不对应到人，不显示", shown);
        Assert.DoesNotContain($"{told}人（", shown);
    }

    [Fact]
    public async Task Progress_AskedAgain_CountsAfterAWhileAndNotForever()
    {
        var (id, messages) = await DeliveredAsync();
        var platform = new FakePlatform(_ => Unread);
        var rules = CircularWorld.Reading;
        for (var count = 0; count < rules.MostCounts; count++)
        {
            // Each asks three times; one of them begins a count.
            for (var look = 0; look < 3; look++)
            {
                await _world.Say("ann", $"进度 {id}");
                await CountAsync(platform);
                await _world.Say("ben", $"进度 {id}");
            }
            Assert.Equal((count + 1) * messages.Length, platform.Asked.Count);
            platform.Answer = _ => Read;
            _world.Now += rules.AgainAfter;
        }

        Assert.Contains("已读：8人（平台告诉已读的有8人", (await _world.Say("ann", $"进度 {id}")).Text);
        await CountAsync(platform);
        Assert.Equal(rules.MostCounts * messages.Length, platform.Asked.Count);
    }

    [Fact]
    public async Task Progress_StillBeingSent_WaitsButNotForTheLast()
    {
        var (id, messages) = await DeliveredAsync();
        _world.Store.Move(messages.Take(1), DeliveryState.Retrying);
        var platform = new FakePlatform(_ => Read);

        var early = await _world.Say("ann", $"进度 {id}");
        await CountAsync(platform);
        Assert.Contains($"已读：送完再查，过一会儿再发“进度 {id}”", early.Text);
        Assert.Empty(platform.Asked);

        _world.Now += CircularWorld.Reading.AgainAfter;
        await _world.Say("ann", $"进度 {id}");
        await CountAsync(platform);
        Assert.Equal(7, Reading(id).Last!.Told);
    }

    [Fact]
    public async Task Progress_LongAfterTheApproval_CountsNoMore()
    {
        var (id, _) = await DeliveredAsync();
        _world.Now += CircularWorld.Reading.For + TimeSpan.FromMinutes(1);
        var platform = new FakePlatform(_ => Read);

        var told = await _world.Say("ann", $"进度 {id}");
        await CountAsync(platform);

        Assert.Contains("已读：没有查过，现在也过了能查的时候", told.Text);
        Assert.Empty(platform.Asked);
    }

    [Fact]
    public async Task Progress_AskedByAStranger_BeginsNothing()
    {
        var (id, _) = await DeliveredAsync();

        await _world.Say("eve", $"进度 {id}");

        Assert.Empty(_world.Store.Members(CircularReading.Index));
    }

    [Fact]
    public async Task Progress_NothingDeliveredOrRecalled_SaysNothingOfReading()
    {
        var id = await _world.Approved("云岭市");
        await _world.Sweep(id);
        Assert.DoesNotContain("已读：", (await _world.Say("ann", $"进度 {id}")).Text);
        _world.Store.Move(_world.Store.Queued.Where(m => m.Subject == Circular.SubjectOf(id)), DeliveryState.Delivered);
        await _world.Say("ann", $"进度 {id}");
        await _world.Say("ann", $"撤回 {id}");
        var platform = new FakePlatform(_ => Read);

        await CountAsync(platform);

        Assert.Empty(platform.Asked);
        Assert.Null(Reading(id).Running);
        Assert.DoesNotContain("已读：", (await _world.Say("ann", $"进度 {id}")).Text);
    }

    [Fact]
    public async Task Count_PlatformBusy_GoesOnWhereItStoppedAndGivesUpInTheEnd()
    {
        var (id, messages) = await DeliveredAsync();
        var platform = new FakePlatform(_ => Read);
        platform.Answer = m => platform.Asked.Count == 4 ? new ReadAnswer.Later(TimeSpan.FromSeconds(40)) : Read;
        await _world.Say("ann", $"进度 {id}");
        await Handler(platform).RunOnceAsync(CircularWorld.Tenant, default);
        Assert.Equal((3, 1), (Reading(id).Running!.Told, Reading(id).Setbacks));
        _world.Now += TimeSpan.FromSeconds(39);
        await Handler(platform).RunOnceAsync(CircularWorld.Tenant, default);
        Assert.Equal(4, platform.Asked.Count);

        await CountAsync(platform);

        Assert.Equal((8, 8, 9), (Reading(id).Last!.Told, Reading(id).Last!.Read, platform.Asked.Count));
        Assert.Equal(messages[3].Id, platform.Asked[3]);
        Assert.Equal(messages[3].Id, platform.Asked[4]);

        _world.Now += CircularWorld.Reading.AgainAfter;
        platform.Answer = _ => new ReadAnswer.Later();
        await _world.Say("ann", $"进度 {id}");
        await CountAsync(platform);
        var told = (await _world.Say("ann", $"进度 {id}")).Text;
        Assert.Equal(9 + CircularReadingPolicy.MaxSetbacks, platform.Asked.Count);
        Assert.Contains("8人（平台告诉已读的有8人", told);
        Assert.Contains($"平台现在忙，没有查完，30分钟后再发“进度 {id}”重查", told);
    }

    [Fact]
    public async Task Count_QuotaGone_GivesUpAtOnceAndLeavesThePlatformAlone()
    {
        var (id, _) = await DeliveredAsync();
        _world.Now += TimeSpan.FromMinutes(1);
        var other = (await DeliveredAsync()).Id;
        var platform = new FakePlatform(_ => new ReadAnswer.Later(TimeSpan.FromHours(1)));
        await _world.Say("ann", $"进度 {id}");
        _world.Now += TimeSpan.FromSeconds(1);
        await _world.Say("ann", $"进度 {other}");

        var handler = Handler(platform);
        for (var minute = 0; minute < 59; minute++, _world.Now += TimeSpan.FromMinutes(1))
            await handler.RunOnceAsync(CircularWorld.Tenant, default);

        Assert.Single(platform.Asked);
        Assert.True(Reading(id).Interrupted);
        Assert.NotNull(Reading(other).Running);
    }

    [Fact]
    public async Task Count_NotPermitted_AsksOnceAndSaysWhomToTell()
    {
        var (id, _) = await DeliveredAsync();
        var platform = new FakePlatform(_ => new ReadAnswer.Refused(ReadRefusal.NotPermitted));
        await _world.Say("ann", $"进度 {id}");

        await CountAsync(platform);

        Assert.Single(platform.Asked);
        Assert.Contains("已读：平台没有给应用查已读的权限，请找系统管理员\n", (await _world.Say("ann", $"进度 {id}")).Text);
    }

    [Fact]
    public async Task Count_SomeTooOld_AreCountedApart()
    {
        var (id, messages) = await DeliveredAsync();
        var old = Ids(messages, 0, 3);
        await _world.Say("ann", $"进度 {id}");

        await CountAsync(new FakePlatform(m => old.Contains(m) ? new ReadAnswer.Refused(ReadRefusal.TooOld) : Read));

        Assert.Contains("3人平台不告诉，隔得太久", (await _world.Say("ann", $"进度 {id}")).Text);
        Assert.Equal((5, 3), (Reading(id).Last!.Told, Reading(id).Last!.Refused));
    }

    [Fact]
    public async Task Count_ManyRecipients_AsksSoManyASecondAndNoMoreThanItMay()
    {
        _world = new CircularWorld(CircularWorld.Town([.. Enumerable.Range(0, 600).Select(i => CircularWorld.Someone($"p{i:D3}", "east"))]));
        var (id, _) = await DeliveredAsync();
        var platform = new FakePlatform(_ => Read);
        var handler = Handler(platform);
        await _world.Say("ann", $"进度 {id}");

        for (var second = 1; Reading(id).Running is not null; second++)
        {
            // Several looks in a second, as of several processes.
            for (var look = 0; look < 3; look++)
                await handler.RunOnceAsync(CircularWorld.Tenant, default);
            Assert.True(platform.Asked.Count <= second * CircularWorld.Reading.PerSecond);
            _world.Now += TimeSpan.FromSeconds(1);
        }

        Assert.Equal(CircularWorld.Reading.MostAsked, platform.Asked.Count);
        Assert.Equal(platform.Asked.Count, platform.Asked.Distinct().Count());
        Assert.Contains("最多查500人，后面的没有查", (await _world.Say("ann", $"进度 {id}")).Text);
    }

    [Fact]
    public async Task Count_TwoProcesses_OnlyOneAsks()
    {
        var (id, messages) = await DeliveredAsync();
        await _world.Say("ann", $"进度 {id}");
        var platform = new FakePlatform(_ => Read);
        _world.Store.Meddlers.Enqueue(() => Handler(platform).RunOnceAsync(CircularWorld.Tenant, default));

        await Handler(platform).RunOnceAsync(CircularWorld.Tenant, default);

        Assert.Equal(messages.Length, platform.Asked.Count);
        Assert.Equal(messages.Length, Reading(id).Last!.Told);
    }

    [Fact]
    public async Task Count_ProcessDiesInAStep_AnotherTakesItAgain()
    {
        var (id, messages) = await DeliveredAsync();
        await _world.Say("ann", $"进度 {id}");
        var platform = new FakePlatform(_ => throw new StoreUnavailableException("gone"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Handler(platform).RunOnceAsync(CircularWorld.Tenant, default));
        platform.Answer = _ => Read;
        await Handler(platform).RunOnceAsync(CircularWorld.Tenant, default);
        Assert.Single(platform.Asked);

        _world.Now += TimeSpan.FromMinutes(1);
        await Handler(platform).RunOnceAsync(CircularWorld.Tenant, default);

        Assert.Equal(messages.Length, Reading(id).Last!.Read);
    }

    [Fact]
    public async Task Count_DeliveredInADigest_AsksAboutTheDigest()
    {
        var (id, messages) = await DeliveredAsync();
        _world.Store.DeliverIn("D1", messages.Take(1));
        await _world.Say("ann", $"进度 {id}");
        var platform = new FakePlatform(m => m == "D1" ? Read : Unread);

        await CountAsync(platform);

        Assert.Equal(1, Reading(id).Last!.Read);
        Assert.DoesNotContain(messages[0].Id, platform.Asked);
    }

    [Fact]
    public void Json_AsStored_StaysAsItIs()
    {
        const string Golden = """{"schema":1,"counts":2,"begunAt":"2026-06-01T09:00:00+08:00","running":{"seen":3,"told":1,"read":1,"untold":0,"refused":1,"why":"tooOld","cut":false,"units":["east"]},"setbacks":1,"last":{"seen":8,"told":6,"read":4,"untold":2,"refused":0,"cut":false,"units":["east","west","office"]},"countedAt":"2026-06-01T08:00:00+08:00","interrupted":false}""";

        var read = CircularReading.Kind.Read(new StoredRecord(CircularReading.Kind.Key("TZ-0601-7K3F"), 1, Golden)).Value;

        Assert.Equal(Golden, CircularReading.Kind.Put("TZ-0601-7K3F", read, 0).Json);
    }

    private CircularReading Reading(string id) => _world.Store.Find(CircularReading.Kind, id)!.Value;

    private CircularReadingHandler Handler(params IReadStatus[] platforms) => _world.Counting(platforms);

    /// <summary>As the worker does, until nothing is left to count.</summary>
    private async Task CountAsync(params IReadStatus[] platforms)
    {
        var handler = Handler(platforms);
        for (var step = 0; _world.Store.Members(CircularReading.Index).Count > 0; step++)
        {
            Assert.True(step < 1000, "The count does not end.");
            await handler.RunOnceAsync(CircularWorld.Tenant, default);
            _world.Now += TimeSpan.FromSeconds(1);
        }
    }

    private async Task<(string Id, OutboundMessage[] Messages)> DeliveredAsync(string unit = "云岭市")
    {
        var id = await _world.Approved(unit);
        await _world.Sweep(id);
        OutboundMessage[] messages = [.. _world.Store.Queued.Where(m => m.Subject == Circular.SubjectOf(id))];
        _world.Store.Move(messages, DeliveryState.Delivered);
        return (id, messages);
    }

    private static string[] Ids(OutboundMessage[] messages, int from, int count) => [.. messages.Skip(from).Take(count).Select(m => m.Id)];
}
