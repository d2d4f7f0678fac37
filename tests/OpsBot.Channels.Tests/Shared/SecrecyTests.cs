using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace OpsBot.Channels.Tests.Shared;

/// <summary>The token stands in the address; nothing that leaves the client may hold it, and the client tells others nothing of us.</summary>
public sealed class SecrecyTests
{
    [Theory]
    [InlineData(200, """{"errcode":0}""")]
    [InlineData(200, """{"errcode":"a-token-that-nobody-may-see"}""")]
    [InlineData(200, "<html>blocked</html>")]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(400, """{"errcode":40058}""")]
    [InlineData(401, "")]
    [InlineData(429, "{}")]
    [InlineData(500, "{")]
    public async Task Ask_AnyAnswer_IsAValueAndLogsNoAddress(int status, string body)
    {
        await using var server = await AnsweringServer.StartAsync(context => AnswerAsync(context, status, body));
        await using var host = new VendorHost(server.Url);

        var answer = await host.AskAsync();

        Assert.Contains("access_token=" + VendorHost.Token, server.Asked.Single().Target, StringComparison.Ordinal);
        Assert.NotNull(answer.Verdict);
        Assert.DoesNotContain(VendorHost.Token, $"{answer.Verdict} {answer.Fault}", StringComparison.Ordinal);
        Assert.DoesNotContain(VendorHost.Token, host.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("/cgi-bin/", host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NobodyListens_IsAValueAndLogsNoAddress()
    {
        await using var host = new VendorHost(new Uri("http://127.0.0.1:9/"));

        Assert.Equal("no-answer", (await host.AskAsync()).Fault);
        Assert.DoesNotContain(VendorHost.Token, host.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_RedirectAndCookie_AreNotFollowedAndNotKept()
    {
        await using var other = await AnsweringServer.StartAsync(context => AnswerAsync(context, 200, "{}"));
        await using var server = await AnsweringServer.StartAsync(context =>
        {
            context.Response.Headers.Location = other.Url.ToString();
            context.Response.Headers.SetCookie = "id=1";
            return AnswerAsync(context, 302, "");
        });
        await using var host = new VendorHost(server.Url);

        Assert.Equal(302, (await host.AskAsync()).Status);
        await host.AskAsync();

        Assert.Empty(other.Asked);
        Assert.All(server.Asked, asked => Assert.DoesNotContain("cookie", asked.Headers, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Ask_WithinATrace_SendsNoHeadersOfIt()
    {
        await using var server = await AnsweringServer.StartAsync(context => AnswerAsync(context, 200, "{}"));
        await using var host = new VendorHost(server.Url);
        using var activity = new Activity("turn").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.AddBaggage("person", "zhang");

        await host.AskAsync();

        var headers = server.Asked.Single().Headers;
        Assert.DoesNotContain("traceparent", headers, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("zhang", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("Request-Id", headers, StringComparison.OrdinalIgnoreCase);
    }

    private static Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        return body.Length > 0 ? context.Response.WriteAsync(body) : Task.CompletedTask;
    }
}
