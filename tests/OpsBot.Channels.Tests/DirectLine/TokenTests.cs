using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using OpsBot.Channels.DirectLine;

namespace OpsBot.Channels.Tests.DirectLine;

public sealed class TokenTests
{
    [Fact]
    public async Task Generate_WithSecret_GivesATokenOfTheNamedUser()
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.PostAsync("/tokens/generate", DirectLineHost.Secret, """{"user":{"id":"dl_li","name":"李四"}}""");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(1800, answer.Body["expires_in"]!.GetValue<int>());
        var claims = Claims(answer.Text("token"));
        Assert.Equal("dl_li", claims["user"]!.GetValue<string>());
        Assert.Equal("李四", claims["name"]!.GetValue<string>());
        Assert.Equal(answer.Text("conversationId"), claims["conv"]!.GetValue<string>());
        var posted = await host.SayAsync(answer.Text("token"), "你好", conversation: answer.Text("conversationId"));
        Assert.Equal(HttpStatusCode.OK, posted.Status);
        Assert.Equal("quanzhou", host.Bot.Received.Single().Tenant.Value);
    }

    [Fact]
    public async Task Generate_WithoutUser_PutsAGuestIntoTheToken()
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.PostAsync("/tokens/generate", DirectLineHost.Secret);

        Assert.StartsWith("guest-", Claims(answer.Text("token"))["user"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "MissingToken")]
    [InlineData("a-secret-of-a-portaL", HttpStatusCode.Forbidden, "BadSecret")]
    public async Task Generate_WithoutTheSecret_IsRefused(string? secret, HttpStatusCode status, string code)
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.PostAsync("/tokens/generate", secret);

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task Generate_NoSecretConfigured_SaysWhatToSet()
    {
        await using var host = await DirectLineHost.StartAsync(o => o.Secret = null);

        var answer = await host.PostAsync("/tokens/generate", "anything");

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Contains("DirectLine:Secret", answer.Body["error"]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Generate_TrustedOrigins_OnlyThosePagesMayUseTheToken()
    {
        await using var host = await DirectLineHost.StartAsync();
        var answer = await host.PostAsync("/tokens/generate", DirectLineHost.Secret, """{"trustedOrigins":["https://portal.example"]}""");

        var own = await host.SendAsync(HttpMethod.Post, "/conversations", answer.Text("token"), null, "https://portal.example");
        var other = await host.SendAsync(HttpMethod.Post, "/conversations", answer.Text("token"), null, "https://elsewhere.example");

        Assert.Equal(HttpStatusCode.Created, own.Status);
        Assert.Equal((HttpStatusCode.Forbidden, "OtherOrigin"), (other.Status, other.ErrorCode));
    }

    [Fact]
    public async Task Refresh_GoodToken_GivesOneThatOutlivesIt()
    {
        await using var host = await DirectLineHost.StartAsync();
        var first = host.Token();
        host.Clock.Now += TimeSpan.FromMinutes(20);

        var answer = await host.PostAsync("/tokens/refresh", first);
        host.Clock.Now += TimeSpan.FromMinutes(20);

        Assert.Equal("conv-1", answer.Text("conversationId"));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/conversations/conv-1", answer.Text("token"))).Status);
        Assert.Equal("TokenExpired", (await host.GetAsync("/conversations/conv-1", first)).ErrorCode);
        Assert.Equal((HttpStatusCode.Forbidden, "TokenExpired"), await Refused(host, first));

        static async Task<(HttpStatusCode, string)> Refused(DirectLineHost host, string token)
        {
            var answer = await host.PostAsync("/tokens/refresh", token);
            return (answer.Status, answer.ErrorCode);
        }
    }

    [Theory]
    [InlineData("GET", "/conversations/conv-1")]
    [InlineData("GET", "/conversations/conv-1/activities")]
    [InlineData("POST", "/conversations/conv-1/activities")]
    [InlineData("POST", "/conversations/conv-1/upload")]
    [InlineData("POST", "/conversations")]
    [InlineData("POST", "/tokens/refresh")]
    [InlineData("GET", "/session/getsessionid")]
    public async Task AnyRoute_BadCredentials_AreRefused(string method, string path)
    {
        await using var host = await DirectLineHost.StartAsync();
        var good = host.Token();
        var forged = good[..^8] + "AAAAAAAA";

        var none = await host.SendAsync(new HttpMethod(method), path, null, null);
        var unknown = await host.SendAsync(new HttpMethod(method), path, "x.y.z", null);
        var changed = await host.SendAsync(new HttpMethod(method), path, forged, null);

        Assert.Equal((HttpStatusCode.Unauthorized, "MissingToken"), (none.Status, none.ErrorCode));
        Assert.Equal((HttpStatusCode.Forbidden, "BadToken"), (unknown.Status, unknown.ErrorCode));
        Assert.Equal((HttpStatusCode.Forbidden, "BadToken"), (changed.Status, changed.ErrorCode));
    }

    [Theory]
    [InlineData("GET", "/conversations/conv-2")]
    [InlineData("GET", "/conversations/conv-2/activities")]
    [InlineData("POST", "/conversations/conv-2/activities")]
    public async Task AnyRoute_OtherConversation_IsRefused(string method, string path)
    {
        await using var host = await DirectLineHost.StartAsync();

        var answer = await host.SendAsync(new HttpMethod(method), path, host.Token(), null);

        Assert.Equal((HttpStatusCode.Forbidden, "OtherConversation"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task Token_UnsignedAlgorithm_IsRefused()
    {
        await using var host = await DirectLineHost.StartAsync();
        var payload = host.Token().Split('.')[1];
        var header = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"alg":"none","typ":"JWT"}""")).TrimEnd('=');

        var answer = await host.GetAsync("/conversations/conv-1", $"{header}.{payload}.");

        Assert.Equal("BadToken", answer.ErrorCode);
    }

    [Fact]
    public async Task Token_OfAStream_OpensNothingElse()
    {
        await using var host = await DirectLineHost.StartAsync();
        var started = await host.PostAsync("/conversations", host.Token());
        var streamToken = started.Text("streamUrl").Split("&t=")[1];

        var answer = await host.GetAsync("/conversations/conv-1/activities", streamToken);

        Assert.Equal("BadToken", answer.ErrorCode);
    }

    [Fact]
    public void Options_AllFaults_AreListedWithTheirValues()
    {
        var result = new DirectLineOptionsValidator().Validate(null, new DirectLineOptions
        {
            SigningKey = "c2hvcnQ=",
            Secret = "short",
            Tenant = "No Tenant",
            PublicUrl = new Uri("ftp://host/"),
            TokenLifetime = TimeSpan.Zero,
            PageSize = -1,
        });

        Assert.Equal(
            [
                "DirectLine:SigningKey must be base 64 of 32 to 256 bytes; it is not.",
                "DirectLine:Secret must have at least 16 characters; it has 5.",
                "DirectLine:Tenant must name a tenant when DirectLine:Secret is set; it is 'No Tenant'.",
                "DirectLine:PublicUrl must be an absolute http or https address; it is 'ftp://host/'.",
                "DirectLine:TokenLifetime must be above zero; it is '00:00:00'.",
                "DirectLine:PageSize must be above zero; it is '-1'.",
            ],
            result.Failures);
    }

    private static JsonObject Claims(string token)
    {
        var payload = token.Split('.')[1].Replace('-', '+').Replace('_', '/');
        var padded = payload.PadRight((payload.Length + 3) / 4 * 4, '=');
        return JsonNode.Parse(Convert.FromBase64String(padded))!.AsObject();
    }
}
