using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Identity;
using OpsBot.Core.Organization;
using OpsBot.TestKit.InMemory;

namespace OpsBot.Core.Tests.Identity;

/// <summary>Linking a second account by a code, using it, and taking the link back.</summary>
public sealed class AccountDialogTests
{
    private const string WeCom = IdentityWorld.WeCom;
    private const string DingTalk = IdentityWorld.DingTalk;
    private const string Web = IdentityWorld.Web;
    private readonly IdentityWorld _world = new();

    [Fact]
    public async Task UnknownAccount_MayAskAndFile_AndHasNoRole()
    {
        await FileAsync();

        Assert.DoesNotContain("待核实", await _world.SayAsync(DingTalk, "lin.d", "案件列表"), StringComparison.Ordinal);
        Assert.Equal("【制度库的回答】", await _world.SayAsync(DingTalk, "lin.d", "晚上派活合规吗"));
        Assert.Contains("匿名", await _world.SayAsync(DingTalk, "lin.d", "我要反映"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_ByTheCodeInTheOtherChannel_MakesTheSamePersonWithTheDirectorysRoles()
    {
        await FileAsync();
        var inWeCom = await _world.SayAsync(WeCom, "lin.w", "案件列表");
        Assert.Contains("待核实", inWeCom, StringComparison.Ordinal);

        var handle = await _world.LinkAsync();

        Assert.Equal(inWeCom, await _world.SayAsync(DingTalk, "lin.d", "案件列表"));
        var news = Assert.Single(_world.SentTo(WeCom, "lin.w"), m => m.Class == MessageClass.Receipt);
        Assert.Equal($"您在钉钉的一个账号刚刚绑定到您名下（编号 {handle}）。\n如果不是您本人，请回复“解除绑定 {handle}”解除。", news.Content.Text);
        Assert.Equal(["account.code-given", "account.linked"], _world.Audit.Select(a => a.Action));
        Assert.All(_world.Audit, a => Assert.Equal(("lin", "person-accounts:lin"), (a.Actor, a.Subject)));
        Assert.DoesNotContain("lin.d", string.Concat(_world.Audit), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_PersonLeavesTheDirectoryOrLosesARole_TakesItFromTheLinkedAccountAtOnce()
    {
        await FileAsync();
        await _world.LinkAsync();
        var full = _world.Directory;

        _world.Directory = new DirectorySnapshot(full.Units, [.. full.People.Select(p => p with { Roles = [] })]);
        Assert.DoesNotContain("待核实", await _world.SayAsync(DingTalk, "lin.d", "案件列表"), StringComparison.Ordinal);
        _world.Directory = new DirectorySnapshot(full.Units, [.. full.People.Where(p => p.Id != "lin")]);
        Assert.Contains("还不认识", await _world.SayAsync(DingTalk, "lin.d", "我的账号"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_TheDirectoryGivesTheAccountToAnother_TheDirectoryIsRight()
    {
        await _world.LinkAsync();

        _world.Directory = IdentityWorld.Read("""{"wecom":"lin.w"}""", """,{"id":"wu","name":"吴","unit":"city","roles":["cadre"],"accounts":{"dingtalk":"lin.d"}}""");

        Assert.StartsWith("这个账号我已经认识：吴", await _world.SayAsync(DingTalk, "lin.d", "绑定 12345678"), StringComparison.Ordinal);
        Assert.DoesNotContain("钉钉", await _world.SayAsync(WeCom, "lin.w", "我的账号"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_UsedOnce_LinksNothingMore()
    {
        var code = await _world.CodeAsync();
        Assert.StartsWith("已绑定", await _world.SayAsync(DingTalk, "lin.d", $"{code[..4]} {code[4..]}"), StringComparison.Ordinal);

        Assert.StartsWith("绑定码不对", await _world.SayAsync(DingTalk, "other.d", code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_RedeliveredMessage_LinksOnceAndAnswersOnce()
    {
        var code = await _world.CodeAsync();
        await _world.SayAsync(DingTalk, "lin.d", code, messageId: "same");

        Assert.Equal("", await _world.SayAsync(DingTalk, "lin.d", code, messageId: "same"));
        Assert.Single(_world.Audit, a => a.Action == "account.linked");
    }

    [Theory]
    [InlineData(599, "已绑定")]
    [InlineData(600, "绑定码不对")]
    public async Task Code_AfterTenMinutes_IsOver(int seconds, string expected)
    {
        var code = await _world.CodeAsync();
        _world.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.StartsWith(expected, await _world.SayAsync(DingTalk, "lin.d", code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_AskedAgain_EndsTheFormerOne()
    {
        var former = await _world.CodeAsync();
        var code = await _world.CodeAsync();

        Assert.StartsWith("绑定码不对", await _world.SayAsync(DingTalk, "lin.d", former), StringComparison.Ordinal);
        Assert.StartsWith("已绑定", await _world.SayAsync(DingTalk, "lin.d", code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_TypedByManyAtOnce_LinksOne()
    {
        var code = await _world.CodeAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => _world.TakeAsync(DingTalk, $"race{i}.d", code))));

        Assert.Single(_world.Audit, a => a.Action == "account.linked");
        var accounts = await _world.Store.Records.GetAsync(IdentityWorld.Tenant, [PersonAccounts.Kind.Key("lin")], CancellationToken.None);
        Assert.Single(PersonAccounts.Kind.Read(accounts[0]).Value.Linked);
    }

    [Fact]
    public async Task Code_InTheStore_IsNotReadableThere()
    {
        var code = await _world.CodeAsync();

        var stored = await _world.Store.Records.GetAsync(IdentityWorld.Tenant, [LinkCode.Kind.Key(IdentityWorld.Keys.CodeId(code)), PersonAccounts.Kind.Key("lin")], CancellationToken.None);
        Assert.Equal(2, stored.Count);
        Assert.All(stored, r => Assert.DoesNotContain(code, r.Json + r.Key.Id, StringComparison.Ordinal));
        Assert.NotEqual(new LinkKeys("another secret of 32 bytes......"u8.ToArray()).CodeId(code), IdentityWorld.Keys.CodeId(code));
    }

    [Fact]
    public async Task WrongCodes_FiveInAnHour_BlockThatAccountOnly()
    {
        for (var i = 0; i < 5; i++)
            Assert.StartsWith("绑定码不对", await _world.SayAsync(DingTalk, "guess.d", $"0000000{i}"), StringComparison.Ordinal);
        var code = await _world.CodeAsync();

        Assert.StartsWith("绑定码错得太多", await _world.SayAsync(DingTalk, "guess.d", code), StringComparison.Ordinal);
        Assert.StartsWith("已绑定", await _world.SayAsync(DingTalk, "lin.d", code), StringComparison.Ordinal);
        _world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.StartsWith("已绑定", await _world.SayAsync(DingTalk, "guess.d", await _world.CodeAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_FiveInAnHour_AreAllThatOnePersonGets()
    {
        for (var i = 0; i < 5; i++)
            await _world.CodeAsync();

        Assert.StartsWith("取绑定码太频繁了", await _world.SayAsync(WeCom, "lin.w", "绑定账号"), StringComparison.Ordinal);
        _world.Clock.Advance(TimeSpan.FromHours(1));
        await _world.CodeAsync();
    }

    [Fact]
    public async Task Code_TypedInAGroup_LinksNothingAndStaysGood()
    {
        var code = await _world.CodeAsync();
        await _world.SayAsync(DingTalk, "lin.d", code, group: "group:g1");
        await _world.SayAsync(WeCom, "lin.w", "绑定账号", group: "g2");

        Assert.DoesNotContain(_world.Audit, a => a.Action == "account.linked");
        Assert.Single(_world.Audit, a => a.Action == "account.code-given");
        Assert.StartsWith("已绑定", await _world.SayAsync(DingTalk, "lin.d", code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_TypedOnTheWebPage_LinksNothing()
    {
        var code = await _world.CodeAsync();

        Assert.Equal("【制度库的回答】", await _world.SayAsync(Web, "guest-1", code));
        Assert.StartsWith("这里不能绑定账号", await _world.SayAsync(Web, "guest-1", $"绑定 {code}"), StringComparison.Ordinal);
        Assert.StartsWith("这里不能绑定账号", await _world.SayAsync(Web, "guest-1", "绑定账号"), StringComparison.Ordinal);
        Assert.DoesNotContain(_world.Audit, a => a.Action == "account.linked");
    }

    [Fact]
    public async Task Link_FromALinkedAccount_IsRefused()
    {
        await _world.LinkAsync();

        Assert.StartsWith("这个账号是后来绑定的", await _world.SayAsync(DingTalk, "lin.d", "绑定账号"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_OfAnAccountThatTheDirectoryKnows_IsRefused()
    {
        var code = await _world.CodeAsync();

        Assert.StartsWith("这个账号我已经认识：陈梅", await _world.SayAsync(DingTalk, "chen.d", $"绑定 {code}"), StringComparison.Ordinal);
        // Digits alone are not taken for a code from somebody known.
        Assert.Equal("【制度库的回答】", await _world.SayAsync(DingTalk, "chen.d", code));
    }

    [Theory]
    [InlineData("解除绑定")]
    [InlineData("解除绑定 HANDLE")]
    [InlineData("解除HANDLE。")]
    public async Task Unlink_ByThePerson_ForgetsTheAccountAndTellsIt(string words)
    {
        var handle = await _world.LinkAsync();

        Assert.StartsWith("已解除钉钉账号的绑定", await _world.SayAsync(WeCom, "lin.w", words.Replace("HANDLE", handle, StringComparison.Ordinal)), StringComparison.Ordinal);

        Assert.Contains(_world.SentTo(DingTalk, "user:lin.d"), m => m.Content.Text.StartsWith("这个账号已解除绑定", StringComparison.Ordinal));
        Assert.Contains("还不认识", await _world.SayAsync(DingTalk, "lin.d", "我的账号"), StringComparison.Ordinal);
        Assert.Equal("account.unlinked", _world.Audit[^1].Action);
        Assert.StartsWith("您没有绑定别的账号", await _world.SayAsync(WeCom, "lin.w", "解除绑定"), StringComparison.Ordinal);
        await _world.LinkAsync();
    }

    [Fact]
    public async Task Unlink_WhatTheDirectoryNames_IsRefused()
    {
        await _world.LinkAsync();

        Assert.StartsWith("这个账号由单位名录登记", await _world.SayAsync(WeCom, "lin.w", $"解除绑定 {AccountHandle.Of(WeCom, "lin.w")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accounts_Shown_WithTheOneThatIsReached()
    {
        var handle = await _world.LinkAsync();

        var shown = await _world.SayAsync(DingTalk, "lin.d", "我的账号");

        Assert.StartsWith($"您的账号：\n· 企业微信，编号 {AccountHandle.Of(WeCom, "lin.w")}，名录登记，接收提醒\n· 钉钉，编号 {handle}，自己绑定（2026-11-23）\n", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("lin.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unasked_GoesToThePreferredAccountOnly()
    {
        var handle = await _world.LinkAsync();
        await _world.QueueAsync("first", "lin");
        await _world.DeliverAsync();
        Assert.StartsWith("记下了", await _world.SayAsync(WeCom, "lin.w", $"提醒发到 {handle}"), StringComparison.Ordinal);
        await _world.QueueAsync("second", "lin");
        await _world.DeliverAsync();
        await _world.SayAsync(WeCom, "lin.w", "解除绑定");
        await _world.QueueAsync("third", "lin");
        await _world.DeliverAsync();

        var work = _world.Channels.SelectMany(c => c.Sent.Where(s => s.Message.Class == MessageClass.Assignment).Select(s => (s.Message.Id, c.Channel)));
        Assert.Equal([("first", WeCom), ("second", DingTalk), ("third", WeCom)], work.OrderBy(w => w.Id, StringComparer.Ordinal));
        Assert.Contains(_world.Audit, a => a.Action == "account.preferred");
    }

    [Fact]
    public async Task Expiry_OfCodesAndTries_LeavesNothing()
    {
        var code = await _world.CodeAsync();
        await _world.SayAsync(DingTalk, "guess.d", "00000000");
        _world.Clock.Advance(TimeSpan.FromHours(1));

        var expiry = new LinkExpiryHandler(_world.Store.Records, _world.Store.Changes, new SeededEntropy(), _world.Clock);
        var due = await _world.Store.Due.LeaseAsync(IdentityWorld.Tenant, _world.Clock.Now, _world.Clock.Now, 10, TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Equal(2, due.Count);
        foreach (var member in due)
            await expiry.HandleAsync(IdentityWorld.Tenant, member["link/".Length..], CancellationToken.None);

        var tries = IdentityWorld.Keys.TriesId(new ConversationKey(DingTalk, "user:guess.d", "guess.d"));
        RecordKey[] keys = [LinkCode.Kind.Key(IdentityWorld.Keys.CodeId(code)), LinkTries.Kind.Key(tries)];
        Assert.Empty(await _world.Store.Records.GetAsync(IdentityWorld.Tenant, keys, CancellationToken.None));
        Assert.Empty(await _world.Store.Due.LeaseAsync(IdentityWorld.Tenant, _world.Clock.Now.AddDays(1), _world.Clock.Now.AddDays(1), 10, TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    /// <summary>Somebody unknown files, so that the office has a case.</summary>
    private async Task FileAsync()
    {
        foreach (var said in new[] { "我要反映", "保密反映", "非工作时间派活", "县里连着三个晚上十点以后派任务要报数", "跳过", "昨天晚上10点", "跳过", "提交" })
            await _world.SayAsync(DingTalk, "someone.d", said);
    }
}
