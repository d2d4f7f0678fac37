using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OpsBot.Web.Demo;
using OpsBot.Web.Hosting;

namespace OpsBot.Core.Tests.Hosting;

public sealed class DemoReachTests
{
    [Theory]
    [InlineData("http://127.0.0.1:3978")]
    [InlineData("http://127.8.9.1:1;http://[::1]:2")]
    [InlineData("http://localhost:0")]
    [InlineData("https://LocalHost")]
    public void Check_Loopback_Passes(string urls) => DemoReach.Check(Options(urls), Settings());

    [Theory]
    [InlineData("http://0.0.0.0:3978")]
    [InlineData("http://+:3978")]
    [InlineData("http://*:3978")]
    [InlineData("http://[::]:3978")]
    [InlineData("http://192.168.1.7:3978")]
    [InlineData("http://bot.example.gov.cn")]
    [InlineData("http://127.0.0.1:1;http://10.0.0.2:1")]
    [InlineData("http://127.0.0.1.evil.example")]
    public void Check_BeyondLoopback_IsRefusedUnlessSaid(string urls)
    {
        var refusal = Assert.Throws<StartupFaultException>(() => DemoReach.Check(Options(urls), Settings()));

        Assert.Contains("--demo-open-to-network", refusal.Message, StringComparison.Ordinal);
        DemoReach.Check(Options(urls) with { DemoOpenToNetwork = true }, Settings());
        DemoReach.Check(Options(urls), Settings(("Demo:BeyondLoopback", "true")));
    }

    [Fact]
    public void Check_EndpointOfTheWebServersOwnSettings_IsRefusedToo() => Assert.Throws<StartupFaultException>(
        () => DemoReach.Check(Options("http://127.0.0.1:1"), Settings(("Kestrel:Endpoints:Any:Url", "http://0.0.0.0:80"))));

    [Theory]
    [InlineData("127.0.0.1:3978", null, true)]
    [InlineData("localhost:3978", "http://localhost:3978", true)]
    [InlineData("[::1]:3978", "http://[::1]:3978", true)]
    [InlineData("localhost", "https://localhost", true)]
    [InlineData("localhost:3978", "http://127.0.0.1:3978", false)]
    [InlineData("localhost:3978", "http://localhost:4000", false)]
    [InlineData("localhost:3978", "null", false)]
    [InlineData("localhost:3978", "http://evil.example", false)]
    [InlineData("evil.example:3978", null, false)]
    [InlineData("evil.example:3978", "http://evil.example:3978", false)]
    [InlineData("localhost.evil.example", null, false)]
    [InlineData("192.168.1.7:3978", null, false)]
    [InlineData("", null, false)]
    public void Refuse_OnlyThisMachine(string host, string? origin, bool comesIn) =>
        Assert.Equal(comesIn, DemoDoor.Of(Options("http://127.0.0.1:3978"), Settings()).Refuse(Request(host, origin)) is null);

    [Theory]
    [InlineData("192.168.1.7:3978", null, true)]
    [InlineData("192.168.1.7:3978", "http://192.168.1.7:3978", true)]
    [InlineData("192.168.1.7:3978", "http://evil.example", false)]
    [InlineData("rebound.example:3978", null, false)]
    public void Refuse_OpenedToTheNetwork_NumbersComeInAndForeignNamesDoNot(string host, string? origin, bool comesIn) =>
        Assert.Equal(comesIn, DemoDoor.Of(Options("http://0.0.0.0:3978") with { DemoOpenToNetwork = true }, Settings()).Refuse(Request(host, origin)) is null);

    [Fact]
    public void Refuse_CrossSiteWithoutOrigin_IsRefused()
    {
        var request = Request("localhost:3978", null);
        request.Headers["Sec-Fetch-Site"] = "cross-site";

        Assert.NotNull(DemoDoor.Of(Options("http://localhost:3978"), Settings()).Refuse(request));
    }

    private static HttpRequest Request(string host, string? origin)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString(host);
        if (origin is not null)
            request.Headers.Origin = origin;
        return request;
    }

    private static ServeOptions Options(string urls) => new(urls, "data", null, ProcessRole.Both, "demo");

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();
}
