using System.Net;
using System.Text.Json.Nodes;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>What is forged, stale, replayed, cut, too large or too deep: the right status, nothing stored, nothing of it logged.</summary>
public sealed class RefusalTests
{
    private const string Secret = "机密内容-7f3a";

    public static TheoryData<string, int> Kinds => new()
    {
        { "forged", 401 },
        { "unsigned", 401 },
        { "wrongly signed", 401 },
        { "expired", 401 },
        { "not yet good", 401 },
        { "for another bot", 401 },
        { "for another address", 401 },
        { "of a stranger", 403 },
        { "to a host that is not allowed", 403 },
        { "stale", 400 },
        { "cut", 400 },
        { "deep", 400 },
        { "broken text", 400 },
        { "large", 413 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_EachKind_IsRefusedAndLeavesNothing(string kind, int expected)
    {
        await using var host = await FrameworkHost.StartAsync();
        var (token, body) = Make(host, kind);

        var (status, answer) = await host.PostAsync("Bearer " + token, body);

        Assert.True(expected == (int)status, $"{kind}: {status}");
        Assert.Equal("", answer);
        Assert.Empty(host.Bot.Received);
        Assert.Empty(host.Platform.Calls);
        Assert.Empty(await StoredAsync(host));
        Assert.Contains(host.Log.Lines, l => l.Contains($"refused with {expected}", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains(Secret, StringComparison.Ordinal) || l.Contains("陈梅", StringComparison.Ordinal) || l.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_Replayed_IsTakenOnceAndTheSecondLeavesNothing()
    {
        await using var host = await FrameworkHost.StartAsync();
        var token = host.Platform.Issuer.Sign(host.ChannelClaims());
        var body = host.Activity(Secret).ToJsonString();
        await host.PostAsync("Bearer " + token, body);
        var stored = await StoredAsync(host);

        var (status, _) = await host.PostAsync("Bearer " + token, body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(host.Bot.Received);
        Assert.Single(host.Platform.Calls);
        Assert.Equal(stored.Select(r => r.Version), (await StoredAsync(host)).Select(r => r.Version));
        Assert.DoesNotContain(host.Log.Lines, l => l.Contains(Secret, StringComparison.Ordinal));
    }

    internal static (string Token, string Body) Make(FrameworkHost host, string kind)
    {
        var issuer = host.Platform.Issuer;
        var body = host.Activity(Secret).ToJsonString();
        var good = issuer.Sign(host.ChannelClaims());
        return kind switch
        {
            "forged" => (issuer.Sign(host.ChannelClaims(), otherKey: true), body),
            "unsigned" => (issuer.Sign(host.ChannelClaims(), "none"), body),
            "wrongly signed" => (issuer.Sign(host.ChannelClaims(), "HS256"), body),
            "expired" => (issuer.Sign(host.ChannelClaims(c => c["exp"] = host.Clock.Now.AddMinutes(-6).ToUnixTimeSeconds())), body),
            "not yet good" => (issuer.Sign(host.ChannelClaims(c => c["nbf"] = host.Clock.Now.AddMinutes(6).ToUnixTimeSeconds())), body),
            "for another bot" => (issuer.Sign(host.ChannelClaims(c => c["aud"] = TestIssuer.Stranger)), body),
            "for another address" => (issuer.Sign(host.ChannelClaims(c => c["serviceurl"] = host.Platform.Url + "/")), body),
            "of a stranger" => (issuer.Sign(host.BotClaims(TestIssuer.Stranger)), body),
            "to a host that is not allowed" => (issuer.Sign(host.ChannelClaims(c => c["serviceurl"] = "https://evil.example")), host.Activity(Secret, change: a => a["serviceUrl"] = "https://evil.example").ToJsonString()),
            "stale" => (good, host.Activity(Secret, change: a => a["timestamp"] = host.Clock.Now.AddHours(-25).ToString("O")).ToJsonString()),
            "cut" => (good, body[..^20]),
            "deep" => (good, host.Activity(Secret).ToJsonString()[..^1] + ",\"value\":" + new string('[', 500) + new string(']', 500) + "}"),
            "broken text" => (good, body[..^1] + ",\"name\":\"\\ud800\"}"),
            _ => (good, host.Activity(Secret + new string('x', 300_000)).ToJsonString()),
        };
    }

    // All that this entrance ever writes.
    private static async Task<IReadOnlyList<StoredRecord>> StoredAsync(FrameworkHost host)
    {
        var caller = new OpsBot.Channels.BotFramework.Authentication.Caller(OpsBot.Channels.BotFramework.Authentication.TokenFamily.Channel, TestIssuer.App, host.Platform.Url, []);
        var activity = OpsBot.Channels.BotFramework.Inbound.InboundReader.Read(System.Text.Encoding.UTF8.GetBytes(host.Activity().ToJsonString())).Activity!;
        var id = ReferenceIds.Conversation(caller, activity);
        var account = ReferenceIds.AccountKey(ReferenceIds.Channel(caller, activity), ReferenceIds.Account(caller, activity));
        return await host.Store.Records.GetAsync(FrameworkHost.Tenant, [ConversationReference.Kind.Key(id), OfferedMenu.Kind.Key(id), AccountReference.Kind.Key(account)], CancellationToken.None);
    }
}
