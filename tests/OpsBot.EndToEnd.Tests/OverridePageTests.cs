using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using OpsBot.Core.Overrides;
using OpsBot.EndToEnd.Tests.Harness;

namespace OpsBot.EndToEnd.Tests;

/// <summary>The page on which the second person decides: what it takes to be let in, and what it refuses.</summary>
public sealed partial class OverridePageTests
{
    private const string Admin = "wuyan";
    private const string Approver = "zhengguo";

    [Fact]
    public async Task Page_SecondPersonApproves_CountsOnceAndPeopleAreReachedAtNight()
    {
        await using var bot = await BotProcess.StartedAsync();
        var evening = await bot.MoveToEveningAsync();
        var admin = await ChatClient.OpenAsync(bot, Admin);
        var approver = await ChatClient.OpenAsync(bot, Approver);
        var village = await ChatClient.OpenAsync(bot, "chenmei");
        var (_, id) = await UrgentCircular.SubmitAsync(admin, approver);

        // The demo gives the link out; only people of the right role are offered, and never the requester.
        var offered = await bot.Http.GetStringAsync("/override");
        var link = Assert.Single(LinkPattern().Matches(offered)).Groups[1].Value;
        Assert.Contains("以郑国的身份审批", offered, StringComparison.Ordinal);
        using var shown = await bot.Http.GetAsync(link);
        var page = await shown.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.All(new[] { id, "防汛防台", "台风今晚登陆", "石桥镇", "吴妍", "通过后12小时", UrgentCircular.Body }, fact => Assert.Contains(fact, page, StringComparison.Ordinal));
        Assert.Equal("no-store", shown.Headers.CacheControl!.ToString());
        Assert.Contains("default-src 'none'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", shown.Headers.GetValues("Referrer-Policy").Single());
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        var ticket = TicketPattern().Match(page).Groups[1].Value;

        // Looking decides nothing.
        Assert.Contains("待审批", await StatusAsync(bot, link), StringComparison.Ordinal);
        Assert.Contains("办好了", await PostAsync(bot, ticket, "approve"), StringComparison.Ordinal);
        var after = await bot.Http.GetStringAsync(link);
        Assert.DoesNotContain("<form", after, StringComparison.Ordinal);
        Assert.Contains(Until(evening.AddHours(12)), after, StringComparison.Ordinal);
        // The link counts once: neither the same nor the other decision.
        Assert.Contains("已经用过", await PostAsync(bot, ticket, "reject", "反悔"), StringComparison.Ordinal);

        var arrived = ChatClient.TextOf(await village.WaitForAsync(a => ChatClient.TextOf(a).Contains("转移低洼处", StringComparison.Ordinal)));
        Assert.Contains("【加急·防汛防台】", arrived, StringComparison.Ordinal);
        Assert.False((bool)(await bot.ClockAsync())["open"]!);
        Assert.Contains("没有等您审批的加急", await approver.SayAsync("待批加急"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_InARealBrowser_IsReadDecidedAndUsedUp()
    {
        await using var bot = await BotProcess.StartedAsync();
        await bot.MoveToEveningAsync();
        var (_, id) = await UrgentCircular.SubmitAsync(await ChatClient.OpenAsync(bot, Admin), await ChatClient.OpenAsync(bot, Approver));
        await using var chat = await ChatPage.OpenAsync(bot, Approver);
        await chat.Page.GotoAsync(new Uri(bot.Address, "/override").ToString());
        await chat.Page.GetByText("台风今晚登陆").ClickAsync();
        await chat.ScreenshotAsync("override-1-open.png");
        Assert.Contains(UrgentCircular.Body, await chat.Page.Locator("pre").InnerTextAsync(), StringComparison.Ordinal);

        // A refusal without a reason, back, and the decision.
        await chat.PressAsync("不同意");
        await chat.Page.GetByText("没有做任何改动").WaitForAsync();
        await chat.Page.GoBackAsync();
        await chat.PressAsync("通过");
        await chat.Page.GetByText("办好了").WaitForAsync();
        await chat.ScreenshotAsync("override-2-done.png");

        Assert.Equal(0, await chat.Page.GetByRole(Microsoft.Playwright.AriaRole.Button).CountAsync());
        Assert.Contains(id, await chat.Page.Locator("h2").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(chat.Faults);
        Assert.Empty(chat.Outside);
    }

    [Fact]
    public async Task Page_WithoutTheRightTicketOrPerson_ChangesNothing()
    {
        await using var bot = await BotProcess.StartedAsync();
        var evening = await bot.MoveToEveningAsync();
        var admin = await ChatClient.OpenAsync(bot, Admin);
        var approver = await ChatClient.OpenAsync(bot, Approver);
        var (_, id) = await UrgentCircular.SubmitAsync(admin, approver);
        var now = DateTimeOffset.Parse((string)(await bot.ClockAsync())["now"]!, CultureInfo.InvariantCulture);
        var links = await LinksAsync(bot);
        var good = links.Issue(id, Approver, now, "good");

        // Nobody is let in without a ticket of this bot that still counts. A form of another site has none.
        var tampered = string.Create(good.Length, good, (to, from) =>
        {
            from.CopyTo(to);
            to[40] = to[40] == '1' ? '2' : '1';
        });
        string[] bad = ["", "x", "zz.zz", tampered, good[..^2], new OverrideLinks(null, new byte[32]).Issue(id, Approver, now, "n"), links.Issue(id, Approver, now.AddHours(-25), "n"), links.Issue("JJ-0101-0000", Approver, now, "n")];
        foreach (var ticket in bad)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusOfPostAsync(bot, ticket));
            if (ticket.Length > 0)
            {
                using var seen = await bot.Http.GetAsync($"/override?t={Uri.EscapeDataString(ticket)}");
                Assert.Equal(HttpStatusCode.Forbidden, seen.StatusCode);
                Assert.DoesNotContain("台风", await seen.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
        using (var json = await bot.Http.PostAsync("/override", new StringContent($"{{\"t\":\"{good}\",\"decision\":\"approve\"}}", System.Text.Encoding.UTF8, "application/json")))
            Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
        using (var huge = await bot.Http.PostAsync("/override", new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = good, ["reason"] = new string('a', 20_000) })))
            Assert.False(huge.IsSuccessStatusCode);
        // A proper ticket does not give its holder a role: not the requester's, not a cadre's, not a supervisor's.
        foreach (var person in new[] { Admin, "chenmei", "linxia" })
        {
            var ticket = links.Issue(id, person, now, $"n-{person}");
            Assert.DoesNotContain("<form", await bot.Http.GetStringAsync($"/override?t={ticket}"), StringComparison.Ordinal);
            Assert.Contains("没有办成", await PostAsync(bot, ticket, "approve"), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.Forbidden, await StatusOfPostAsync(bot, links.Issue(id, "nobody", now, "n-nobody")));
        // A refusal needs its reason.
        Assert.Contains("写明原因", await PostAsync(bot, good, "reject"), StringComparison.Ordinal);

        Assert.Contains("待审批", await StatusAsync(bot, $"/override?t={good}"), StringComparison.Ordinal);
        Assert.Contains("办好了", await PostAsync(bot, good, "reject", "可以等到明早"), StringComparison.Ordinal);
        Assert.DoesNotContain("待审批", await StatusAsync(bot, $"/override?t={good}"), StringComparison.Ordinal);
        Assert.True((await bot.NextOpeningAsync()) > evening);
    }

    [Fact]
    public async Task Request_OtherGroundOrLongerThanADay_NeverReachesThePage()
    {
        await using var bot = await BotProcess.StartedAsync();
        var evening = await bot.MoveToEveningAsync();
        var admin = await ChatClient.OpenAsync(bot, Admin);
        var approver = await ChatClient.OpenAsync(bot, Approver);
        await admin.SayAsync("发通知");
        await admin.SayAsync("石桥镇");
        await admin.SayAsync(UrgentCircular.Body);

        Assert.Contains("类别只能选", await admin.SayAsync("加急 聚餐 12小时 很急"), StringComparison.Ordinal);
        Assert.Contains("1到24小时", await admin.SayAsync("加急 防汛 25小时 很急"), StringComparison.Ordinal);
        Assert.Contains("要写文号", await admin.SayAsync("加急 上级明令 12小时 很急"), StringComparison.Ordinal);
        Assert.Contains("没有等审批的加急", await bot.Http.GetStringAsync("/override"), StringComparison.Ordinal);

        Assert.Contains("不分时间送达", await admin.SayAsync("加急 防汛 24小时 台风今晚登陆"), StringComparison.Ordinal);
        await admin.SayAsync("提交审批");
        var approved = IdPattern().Match(await approver.SayAsync("待批加急")).Value;
        var link = LinkPattern().Match(await bot.Http.GetStringAsync("/override")).Groups[1].Value;
        var ticket = TicketPattern().Match(await bot.Http.GetStringAsync(link)).Groups[1].Value;
        Assert.Contains("办好了", await PostAsync(bot, ticket, "approve"), StringComparison.Ordinal);
        Assert.Contains(Until(evening.AddHours(24)), await bot.Http.GetStringAsync(link), StringComparison.Ordinal);

        // A day later it is over, and so is the link.
        await bot.MoveClockAsync(evening.AddHours(25));
        using var late = await bot.Http.GetAsync(link);
        Assert.Equal(HttpStatusCode.Forbidden, late.StatusCode);
        var id = IdPattern().Match(await bot.Http.GetStringAsync("/override?t=" + await TicketAsync(bot, approved, evening.AddHours(25)))).Value;
        Assert.Equal(approved, id);
        await TestKit.Eventually.TrueAsync(async () => await StatusAsync(bot, "/override?t=" + await TicketAsync(bot, id, evening.AddHours(25))) == "已到期", "the override ends by itself");
    }

    private static string Until(DateTimeOffset until) => $"到{until.ToString("M月d日HH:", CultureInfo.InvariantCulture)}";

    /// <summary>Signed as the bot signs it.</summary>
    private static async Task<string> TicketAsync(BotProcess bot, string id, DateTimeOffset now) => (await LinksAsync(bot)).Issue(id, Approver, now, Guid.NewGuid().ToString("N"));

    private static async Task<OverrideLinks> LinksAsync(BotProcess bot) =>
        new(null, Convert.FromBase64String(await File.ReadAllTextAsync(Path.Combine(bot.DataDirectory, "keys", "override"))));

    private static async Task<string> StatusAsync(BotProcess bot, string link) =>
        StatusPattern().Match(await bot.Http.GetStringAsync(link)).Groups[1].Value;

    private static async Task<string> PostAsync(BotProcess bot, string ticket, string decision, string reason = "")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = ticket, ["decision"] = decision, ["reason"] = reason });
        using var answer = await bot.Http.PostAsync("/override", form);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpStatusCode> StatusOfPostAsync(BotProcess bot, string ticket)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["t"] = ticket, ["decision"] = "approve" });
        using var answer = await bot.Http.PostAsync("/override", form);
        return answer.StatusCode;
    }

    [GeneratedRegex("href=\"(/override[?]t=[0-9a-f.]+)\"")]
    private static partial Regex LinkPattern();

    [GeneratedRegex("name=\"t\" value=\"([0-9a-f.]+)\"")]
    private static partial Regex TicketPattern();

    [GeneratedRegex("<dt>状态</dt><dd>([^<]*)</dd>")]
    private static partial Regex StatusPattern();

    [GeneratedRegex(@"JJ-\d{4}-[0-9A-Z]{4}")]
    private static partial Regex IdPattern();
}
