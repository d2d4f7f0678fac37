using System.Net;
using System.Net.Http.Headers;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.Tests.DirectLine;

/// <summary>What is forged, stale, replayed, cut, too large or too deep: the right status, nothing stored, nothing of it logged.</summary>
public sealed class RefusalTests
{
    private const string Secret = "机密内容-7f3a";
    private const string Activities = "/conversations/conv-1/activities";
    private const string Good = "{\"type\":\"message\",\"text\":\"" + Secret + "\",\"channelData\":{\"clientActivityID\":\"c-1\"}}";

    public static TheoryData<string, int, string> Kinds => new()
    {
        { "without a token", 401, "MissingToken" },
        { "forged", 403, "BadToken" },
        { "signed with another key", 403, "BadToken" },
        { "for another conversation", 403, "OtherConversation" },
        { "expired", 403, "TokenExpired" },
        { "token of a stream", 403, "BadToken" },
        { "cut", 400, "BadArgument" },
        { "deep", 400, "BadArgument" },
        { "broken text", 400, "BadArgument" },
        { "large", 413, "MessageSizeTooBig" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Post_EachKind_IsRefusedAndLeavesNothing(string kind, int expected, string code)
    {
        await using var host = await DirectLineHost.StartAsync();
        var (token, body) = Make(host, kind);

        var answer = await host.PostAsync(Activities, token, body);

        Assert.True(expected == (int)answer.Status && code == answer.ErrorCode, $"{kind}: {answer.Status} {answer.ErrorCode}");
        Assert.Empty(host.Bot.Received);
        Assert.Empty(host.Log.All);
        Assert.Empty(await host.RecordsAsync());
        Assert.DoesNotContain(host.Lines.Lines, l => l.Contains(Secret, StringComparison.Ordinal) || (token is not null && l.Contains(token, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Post_Replayed_IsTakenOnce()
    {
        await using var host = await DirectLineHost.StartAsync();

        var answers = new[] { await host.PostAsync(Activities, host.Token(), Good), await host.PostAsync(Activities, host.Token(), Good) };

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        Assert.Single(host.Bot.Received);
        Assert.Equal(2, host.Log.All.Count);
        Assert.DoesNotContain(host.Lines.Lines, l => l.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Upload_ForgedOrExpired_IsRefusedBeforeItsBodyIsRead()
    {
        await using var host = await DirectLineHost.StartAsync();
        var token = host.Token();
        host.Clock.Now += TimeSpan.FromHours(1);
        using var content = new StringContent(Secret);
        content.Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data");

        var answer = await host.SendAsync(HttpMethod.Post, "/conversations/conv-1/upload", token, content);

        Assert.Equal((HttpStatusCode.Forbidden, "TokenExpired"), (answer.Status, answer.ErrorCode));
        Assert.Empty(await host.RecordsAsync());
        Assert.DoesNotContain(host.Lines.Lines, l => l.Contains(Secret, StringComparison.Ordinal));
    }

    private static (string? Token, string Body) Make(DirectLineHost host, string kind)
    {
        var good = host.Token();
        switch (kind)
        {
            case "without a token":
                return (null, Good);
            case "forged":
                return (good[..^8] + "AAAAAAAA", Good);
            case "signed with another key":
                var other = new DirectLineOptions { SigningKey = Convert.ToBase64String(new byte[32]) };
                return (new DirectLineTokens(Microsoft.Extensions.Options.Options.Create(other), new MachineClock(host.Clock)).Issue(TenantId.Parse("quanzhou"), "conv-1", "dl_zhang"), Good);
            case "for another conversation":
                return (host.Token("conv-2"), Good);
            case "expired":
                host.Clock.Now += TimeSpan.FromMinutes(31);
                return (good, Good);
            case "token of a stream":
                return (host.Tokens.IssueStream(new DirectLinePrincipal(TenantId.Parse("quanzhou"), "conv-1", "dl_zhang", null, [])), Good);
            case "cut":
                return (good, Good[..^10]);
            case "deep":
                return (good, Good[..^1] + ",\"value\":" + new string('[', 500) + new string(']', 500) + "}");
            case "broken text":
                return (good, Good[..^1] + ",\"name\":\"\\ud800\"}");
            default:
                return (good, Good[..^1] + ",\"locale\":\"" + new string('x', 300_000) + "\"}");
        }
    }
}
