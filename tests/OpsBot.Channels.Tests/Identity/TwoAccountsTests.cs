using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.Tests.Stories;
using OpsBot.Channels.Tests.WeCom;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Identity;
using OpsBot.Core.Organization;
using OpsBot.TestKit;
using OpsBot.TestKit.DingTalk;

namespace OpsBot.Channels.Tests.Identity;

/// <summary>One person in WeCom and DingTalk, through both channels' real routes and senders and the vendors' fakes.</summary>
public sealed class TwoAccountsTests
{
    private const string Directory = """
        {"units":[{"id":"city","name":"专班","kind":"city"}],
         "people":[{"id":"lin","name":"林夏","unit":"city","roles":["supervisor"],"accounts":{"wecom":"LinXia"}},
                   {"id":"chen","name":"陈梅","unit":"city","roles":["cadre"],"accounts":{"wecom":"ChenMei","dingtalk":"0423"}}]}
        """;

    [Fact]
    public async Task Code_ShownInWeComAndTypedInDingTalk_LinksAndCanBeTakenBack()
    {
        await using var fake = await FakeDingTalk.StartAsync();
        await using var host = await WeComHost.StartAsync(services => Add(services, fake), app => app.MapOpsBotDingTalk(), ("Cards", "false"), ("Markdown", "false"));
        var (wecom, dingtalk) = (new WeComPhone(host, "LinXia"), new DingTalkPhone(host, fake, "7788"));

        Assert.DoesNotContain("林夏", await dingtalk.SayAsync("帮助", "您好"), StringComparison.Ordinal);
        var shown = await wecom.SayAsync("绑定账号", "绑定码：");
        var code = Regex.Match(shown, @"绑定码：(\d{4} \d{4})").Groups[1].Value;
        Assert.NotEmpty(code);

        // Somebody whom the directory names in DingTalk is who the directory says, whatever code is typed.
        await new DingTalkPhone(host, fake, "0423").SayAsync($"绑定 {code}", "这个账号我已经认识：陈梅");
        await dingtalk.SayAsync(code, "已绑定：以后在这里，我认您是林夏");
        await wecom.SeesAsync("您在钉钉的一个账号刚刚绑定到您名下");
        var help = await dingtalk.SayAsync("帮助", "林夏，您好");
        Assert.Contains("专班：发“案件列表”", help, StringComparison.Ordinal);

        var handle = AccountHandle.Of("dingtalk", "7788");
        await wecom.SayAsync($"解除绑定 {handle}", "已解除钉钉账号的绑定");
        await dingtalk.SeesAsync("这个账号已解除绑定");
        Assert.DoesNotContain("林夏", await dingtalk.SayAsync("帮助", "您好"), StringComparison.Ordinal);
        Assert.Equal(
            ["account.code-given", "account.linked", "account.unlinked"],
            host.Store.AuditOf(WeComHost.Tenant).Select(a => a.Action).Where(a => a.StartsWith("account.", StringComparison.Ordinal)));
        Assert.DoesNotContain(code.Replace(" ", "", StringComparison.Ordinal), host.Log.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static void Add(IServiceCollection services, FakeDingTalk fake)
    {
        StoryBot.Add(services, id => new Address("wecom", id, id));
        AccountChannel[] channels =
        [
            new("wecom", account => new Address("wecom", account, account), AccountDefault.WithoutAccounts),
            new("dingtalk", account => new Address("dingtalk", $"user:{account}", account), AccountDefault.WithoutAccounts),
        ];
        var rules = new LinkRules(8, TimeSpan.FromMinutes(10), 5, 5, 8, ["wecom", "dingtalk"]);
        services.AddSingleton<IDirectory>(new Office(DirectoryPack.Parse(Directory, channels)));
        services.AddSingleton<PersonAddresses>();
        var welcome = new WelcomeDialog();
        services.AddSingleton(new DialogRouter([new AccountDialog(new LinkKeys(new byte[32]), rules)], welcome, welcome));
        services.AddOpsBotDingTalk(options =>
        {
            options.ClientId = FakeDingTalk.ClientId;
            options.ClientSecret = FakeDingTalk.ClientSecret;
            options.Tenant = WeComHost.Tenant.Value;
            options.ApiBase = fake.Url;
            options.LegacyBase = fake.Url;
        });
    }

    private sealed class Office(DirectorySnapshot snapshot) : IDirectory
    {
        public DirectorySnapshot Of(TenantId tenant) => snapshot;
    }

    private sealed class WeComPhone(WeComHost host, string user)
    {
        private readonly List<string> _passive = [];

        public async Task<string> SayAsync(string text, string expected)
        {
            // A person takes a moment; it also refills what the platform lets through to a member.
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            var (passive, sent) = (_passive.Count, host.Api.ShownTo(user).Count);
            var answer = await host.SayAsync(user, text);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            if (answer.PassiveText is { } words)
                _passive.Add(words);
            string New() => string.Join('\n', _passive.Skip(passive).Concat(Sent().Skip(sent)));
            await Eventually.TrueAsync(() => New().Contains(expected, StringComparison.Ordinal), $"{user} said {text} and waits for {expected}; saw:\n{New()}");
            return New();
        }

        public Task SeesAsync(string expected) =>
            Eventually.TrueAsync(() => Sent().Any(t => t.Contains(expected, StringComparison.Ordinal)), $"{user} sees {expected}; saw:\n{string.Join('\n', Sent())}");

        private List<string> Sent() => [.. host.Api.ShownTo(user).Select(m => (string)m[(string)m["msgtype"]!]!["content"]!)];
    }

    private sealed class DingTalkPhone(WeComHost host, FakeDingTalk fake, string account)
    {
        private int _messages;

        public async Task<string> SayAsync(string text, string expected)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(10));
            var before = Seen().Count;
            var hook = new Uri(new Uri(host.Url), "/hooks/dingtalk");
            var body = RobotTalk.Text(text, $"{account}-{++_messages}", account, host.Clock.Now).ToJsonString();
            using var request = RobotTalk.Request(hook, body, host.Clock.Now);
            using var answer = await host.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await Eventually.TrueAsync(() => Seen().Skip(before).Any(t => t.Contains(expected, StringComparison.Ordinal)), $"{account} said {text} and waits for {expected}; saw:\n{string.Join('\n', Seen())}");
            return Seen().Skip(before).First(t => t.Contains(expected, StringComparison.Ordinal));
        }

        public Task SeesAsync(string expected) =>
            Eventually.TrueAsync(() => Seen().Any(t => t.Contains(expected, StringComparison.Ordinal)), $"{account} sees {expected}; saw:\n{string.Join('\n', Seen())}");

        private List<string> Seen() =>
            [.. fake.Calls.Where(c => c.Path.EndsWith("/oToMessages/batchSend", StringComparison.Ordinal) && c.Body["userIds"]!.AsArray().Any(u => (string)u! == account)).Select(c => c.Text.Replace("\u2060", "", StringComparison.Ordinal))];
    }
}
