using System.Net;
using System.Text.Json.Nodes;
using OpsBot.Channels.BotFramework;

namespace OpsBot.Channels.Tests.BotFramework;

public sealed class AuthenticationTests
{
    internal static readonly Dictionary<string, Case> Cases = new()
    {
        ["channel"] = new(200, h => h.ChannelClaims()),
        ["channel RS512"] = new(200, h => h.ChannelClaims()) { Sign = (i, c) => i.Sign(c, "RS512") },
        ["channel, lower-case scheme"] = new(200, h => h.ChannelClaims()) { Scheme = "bearer" },
        ["channel, expired 4 minutes ago"] = new(200, h => h.ChannelClaims(c => c["exp"] = At(h, -4))),
        ["channel, good in 4 minutes"] = new(200, h => h.ChannelClaims(c => c["nbf"] = At(h, 4))),
        ["emulator 1.0"] = new(200, h => h.BotClaims(TestIssuer.App)),
        ["emulator without version"] = new(200, h => h.BotClaims(TestIssuer.App, c => c.Remove("ver"))),
        ["emulator 2.0"] = new(200, h => h.BotClaims(TestIssuer.App, c => Version2(c, TestIssuer.App))),
        ["skill"] = new(200, h => h.BotClaims(TestIssuer.Root)),
        ["skill 2.0"] = new(200, h => h.BotClaims(TestIssuer.Root, c => Version2(c, TestIssuer.Root))),
        ["skill with the issuer's tenant"] = new(200, h => h.BotClaims(TestIssuer.Root, c => c["tid"] = TestIssuer.BotTenant)),

        ["no token"] = new(401, h => h.ChannelClaims()) { Scheme = null },
        ["other scheme"] = new(401, h => h.ChannelClaims()) { Scheme = "Basic" },
        ["no JWT"] = new(401, h => h.ChannelClaims()) { Sign = (_, _) => "abc.def" },
        ["payload is no JSON"] = new(401, h => h.ChannelClaims()) { Sign = (i, c) => "e30.AAAA." + i.Sign(c).Split('.')[2] },
        ["two tokens"] = new(401, h => h.ChannelClaims()) { Sign = (i, c) => i.Sign(c) + " " + i.Sign(c) },
        ["huge token"] = new(401, h => h.ChannelClaims(c => c["pad"] = new string('x', 17_000))),
        ["forged: other key under a known id"] = new(401, h => h.ChannelClaims()) { Sign = (i, c) => i.Sign(c, otherKey: true) },
        ["forged: claims changed after signing"] = new(401, h => h.ChannelClaims()) { Sign = (i, c) => Changed(i, c) },
        ["unknown key"] = new(401, h => h.ChannelClaims()) { Sign = (i, c) => i.Sign(c, keyId: "nobody", otherKey: true) },
        ["algorithm none"] = new(401, h => h.ChannelClaims()) { Sign = (i, c) => i.Sign(c, "none") },
        ["HS256 with the public key"] = new(401, h => h.ChannelClaims()) { Sign = (i, c) => i.Sign(c, "HS256") },
        ["expired 6 minutes ago"] = new(401, h => h.ChannelClaims(c => c["exp"] = At(h, -6))),
        ["without an end"] = new(401, h => h.ChannelClaims(c => c.Remove("exp"))),
        ["good in 6 minutes"] = new(401, h => h.ChannelClaims(c => c["nbf"] = At(h, 6))),
        ["wrong audience"] = new(401, h => h.ChannelClaims(c => c["aud"] = TestIssuer.Root)),
        ["without audience"] = new(401, h => h.ChannelClaims(c => c.Remove("aud"))),
        ["wrong issuer"] = new(401, h => h.ChannelClaims(c => c["iss"] = "https://api.botframework.com.evil.example")),
        ["without issuer"] = new(401, h => h.ChannelClaims(c => c.Remove("iss"))),
        ["other serviceurl"] = new(401, h => h.ChannelClaims(c => c["serviceurl"] = "https://evil.example")),
        ["serviceurl with a slash more"] = new(401, h => h.ChannelClaims(c => c["serviceurl"] = h.Platform.Url + "/")),
        ["without serviceurl"] = new(401, h => h.ChannelClaims(c => c.Remove("serviceurl"))),
        ["serviceUrl in camel case"] = new(401, h => h.ChannelClaims(c => { c.Remove("serviceurl"); c["serviceUrl"] = h.Platform.Url; })),
        ["key not endorsed for the channel"] = new(403, h => h.ChannelClaims()) { Change = a => a["channelId"] = "facebook" },
        ["bot of another tenant"] = new(401, h => h.BotClaims(TestIssuer.Root, c => c["iss"] = "https://sts.windows.net/33333333-3333-3333-3333-333333333333/")),
        ["other tenant by the token's own word"] = new(401, h => h.BotClaims(TestIssuer.Root, c =>
        {
            c["iss"] = "https://sts.windows.net/33333333-3333-3333-3333-333333333333/";
            c["tid"] = "33333333-3333-3333-3333-333333333333";
        })),
        ["tenant beside the issuer"] = new(401, h => h.BotClaims(TestIssuer.Root, c => c["tid"] = "33333333-3333-3333-3333-333333333333")),
        ["bot without an app id"] = new(401, h => h.BotClaims(TestIssuer.Root, c => c.Remove("appid"))),
        ["version 2 with the claim of version 1"] = new(401, h => h.BotClaims(TestIssuer.Root, c => c["ver"] = "2.0")),
        ["unknown version"] = new(401, h => h.BotClaims(TestIssuer.Root, c => c["ver"] = "9.0")),
        ["app id is no text"] = new(401, h => h.BotClaims(TestIssuer.Root, c => c["appid"] = 5)),
        ["emulator for another audience"] = new(401, h => h.BotClaims(TestIssuer.App, c => c["aud"] = "https://graph.example")),
        ["skill that is not allowed"] = new(403, h => h.BotClaims(TestIssuer.Stranger)),
        ["host that is not allowed"] = new(403, h => h.BotClaims(TestIssuer.Root)) { Change = a => a["serviceUrl"] = "https://internal.example/x" },
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Post_EachKindOfToken_IsTakenOrRefused(string name)
    {
        await using var host = await FrameworkHost.StartAsync();
        var c = Cases[name];
        var token = c.Sign(host.Platform.Issuer, c.Claims(host));

        var (status, body) = await host.PostAsync(c.Scheme is null ? null : $"{c.Scheme} {token}", host.Activity("机密内容", change: c.Change).ToJsonString());

        Assert.Equal(c.Status, (int)status);
        Assert.Equal("", body);
        Assert.Equal(c.Status == 200 ? 1 : 0, host.Bot.Received.Count);
        Assert.Equal(c.Status == 200, host.Platform.Calls.Count == 1);
        Assert.DoesNotContain(host.Log.Lines, line => line.Contains("机密", StringComparison.Ordinal) || line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_SameTokenAgain_IsStillHeldToClockKeysAndActivity()
    {
        await using var host = await FrameworkHost.StartAsync();
        var token = "Bearer " + host.Platform.Issuer.Sign(host.ChannelClaims());
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(token, host.Activity().ToJsonString())).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(token, host.Activity(id: "in-2").ToJsonString())).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(token, host.Activity(id: "in-3", change: a => a["serviceUrl"] = "https://evil.example").ToJsonString())).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync(token, host.Activity(id: "in-4", change: a => a["channelId"] = "facebook").ToJsonString())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(token + "x", host.Activity(id: "in-5").ToJsonString())).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(66));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(token, host.Activity(id: "in-6").ToJsonString())).Status);
        Assert.Equal(2, host.Bot.Received.Count);
    }

    [Fact]
    public async Task Post_SameTokenAfterItsKeyWasWithdrawn_IsRefused()
    {
        await using var host = await FrameworkHost.StartAsync();
        var token = "Bearer " + host.Platform.Issuer.Sign(host.ChannelClaims(c => c["exp"] = host.Clock.Now.AddDays(2).ToUnixTimeSeconds()));
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(token, host.Activity().ToJsonString())).Status);

        host.Platform.Issuer.Roll();
        host.Clock.Advance(TimeSpan.FromHours(25));

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync(token, host.Activity(id: "in-2").ToJsonString())).Status);
    }

    [Fact]
    public async Task Post_KeysWereReplaced_AreReadOnceAndTheNewOneIsTaken()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好");
        var reads = host.Platform.KeyReads;
        host.Platform.Issuer.Roll();
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => host.SayAsync("又来", $"in-{i + 2}")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Equal(reads + 2, host.Platform.KeyReads);
    }

    [Fact]
    public async Task Post_ManyUnknownKeys_AskTheIssuerOnceAMinute()
    {
        await using var host = await FrameworkHost.StartAsync();
        await host.SayAsync("你好");
        var reads = host.Platform.KeyReads;
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        for (var i = 0; i < 20; i++)
        {
            var forged = host.Platform.Issuer.Sign(host.ChannelClaims(), keyId: $"nobody-{i}", otherKey: true);
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.PostAsync("Bearer " + forged, host.Activity().ToJsonString())).Status);
        }

        Assert.Equal(reads + 2, host.Platform.KeyReads);
    }

    [Fact]
    public async Task Post_IssuerAway_OldKeysStayGoodAndWithoutKeysItIs503()
    {
        await using var host = await FrameworkHost.StartAsync();
        host.Platform.IsDown = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.SayAsync("太早", "in-0")).Status);
        host.Platform.IsDown = false;
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, (await host.SayAsync("你好")).Status);
        host.Platform.IsDown = true;
        host.Clock.Advance(TimeSpan.FromHours(25));

        var (status, _) = await host.SayAsync("还在", "in-2");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Post_TeamsOfAnotherTenant_IsRefused()
    {
        await using var host = await FrameworkHost.StartAsync(o => o.AppTenantId = "44444444-4444-4444-4444-444444444444");

        var own = await host.SayAsync("你好", "in-1", a => Teams(a, "44444444-4444-4444-4444-444444444444"));
        var foreign = await host.SayAsync("你好", "in-2", a => Teams(a, "55555555-5555-5555-5555-555555555555"));
        var silent = await host.SayAsync("你好", "in-3", a => a["channelId"] = "msteams");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [own.Status, foreign.Status, silent.Status]);

        static void Teams(JsonObject activity, string tenant)
        {
            activity["channelId"] = "msteams";
            activity["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = tenant } };
        }
    }

    [Fact]
    public async Task Post_NoCallersConfigured_NoSkillIsServed()
    {
        await using var host = await FrameworkHost.StartAsync(o => o.AllowedCallers.Clear());
        var token = host.Platform.Issuer.Sign(host.BotClaims(TestIssuer.Root));

        var (status, _) = await host.PostAsync("Bearer " + token, host.Activity().ToJsonString());

        Assert.Equal(HttpStatusCode.Forbidden, status);
    }

    [Theory]
    [InlineData("https://smba.trafficmanager.net/emea/", true)]
    [InlineData("https://webchat.botframework.com", true)]
    [InlineData("https://webchat.botframework.com:444", false)]
    [InlineData("http://webchat.botframework.com", false)]
    [InlineData("https://botframework.com.evil.example", false)]
    [InlineData("https://evilbotframework.com", false)]
    [InlineData("https://user:pass@webchat.botframework.com", false)]
    [InlineData("https://webchat.botframework.com/?to=x", false)]
    [InlineData("https://root.city.example:8443/api", true)]
    [InlineData("https://root.city.example", false)]
    [InlineData("https://a.bots.example/", true)]
    [InlineData("http://127.0.0.1:5000", false)]
    [InlineData("https://127.0.0.1", false)]
    [InlineData("ftp://webchat.botframework.com", false)]
    [InlineData("nonsense", false)]
    public void Allowed_EachAddress_OnlyKnownHostsByHttps(string address, bool expected)
    {
        var hosts = new HostAllowList(Microsoft.Extensions.Options.Options.Create(new BotFrameworkOptions { AllowedHosts = ["root.city.example:8443", "*.bots.example"] }));

        Assert.Equal(expected, hosts.Allowed(address) is not null);
    }

    private static long At(FrameworkHost host, int minutes) => host.Clock.Now.AddMinutes(minutes).ToUnixTimeSeconds();

    private static void Version2(JsonObject claims, string appId)
    {
        claims["iss"] = $"https://login.microsoftonline.com/{TestIssuer.BotTenant}/v2.0";
        claims["ver"] = "2.0";
        claims.Remove("appid");
        claims["azp"] = appId;
    }

    private static string Changed(TestIssuer issuer, JsonObject claims)
    {
        var good = issuer.Sign(claims).Split('.');
        var changed = claims.DeepClone().AsObject();
        changed["exp"] = changed["exp"]!.GetValue<long>() + 1;
        return $"{good[0]}.{issuer.Sign(changed).Split('.')[1]}.{good[2]}";
    }

    internal sealed record Case(int Status, Func<FrameworkHost, JsonObject> Claims)
    {
        public string? Scheme { get; init; } = "Bearer";

        public Func<TestIssuer, JsonObject, string> Sign { get; init; } = (issuer, claims) => issuer.Sign(claims);

        public Action<JsonObject>? Change { get; init; }
    }
}
