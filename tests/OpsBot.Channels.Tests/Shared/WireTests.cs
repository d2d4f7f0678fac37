using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.DingTalk.Api;
using OpsBot.Channels.Shared;
using OpsBot.Channels.WeCom.Api;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Tests.Shared;

/// <summary>What goes over the wire, byte by byte.</summary>
public sealed class WireTests
{
    private const string Words = "减负🔑 <b>\"&+'";

    [Fact]
    public async Task Body_ChineseAndSigns_StayAsTheyAreInTheOrderOfTheWire()
    {
        await using var server = await AnsweringServer.StartAsync(context => context.Response.WriteAsync("{}"));
        var calls = DingTalk(server.Url);

        await calls.SendToPeopleAsync(new DingTalkBodies.PersonMessage("robot", "sampleText", JsonSerializer.Serialize("减负"), ["0423"]), default);
        await calls.AnswerSessionAsync($"{server.Url}robot/sendBySession?session=a%2Fb%2Bc", new DingTalkBodies.SessionMessage("text", new DingTalkBodies.Words(Words)), default);

        var asked = server.Asked.ToArray();
        Assert.Equal("""{"robotCode":"robot","msgKey":"sampleText","msgParam":"\"\\u51CF\\u8D1F\"","userIds":["0423"]}""", asked[0].Body);
        // As the vendor's own packages are read: what is beyond the basic plane is escaped by this encoder too.
        Assert.Equal("""{"msgtype":"text","text":{"content":"减负\uD83D\uDD11 <b>\"&+'"}}""", asked[1].Body);
        Assert.Equal("/robot/sendBySession?session=a%2Fb%2Bc", asked[1].Target);
        Assert.All(asked, a => Assert.Contains("Content-Type: application/json; charset=utf-8", a.Headers, StringComparison.Ordinal));
        Assert.All(asked, a => Assert.DoesNotContain("chunked", a.Headers, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Path_IdsWithSigns_AreEscaped()
    {
        await using var server = await AnsweringServer.StartAsync(context => context.Response.WriteAsync("{}"));
        var calls = DingTalk(server.Url);

        await calls.ChangeTodoAsync("un/ion+=", "ta?sk", "un/ion+=", new DingTalkBodies.TodoChange(Done: true), default);
        await calls.GetReadByPeopleAsync("k=+/&", "ro bot", default);

        Assert.Equal(["/v1.0/todo/users/un%2Fion%2B%3D/tasks/ta%3Fsk?operatorId=un%2Fion%2B%3D", "/v1.0/robot/oToMessages/readStatus?processQueryKey=k%3D%2B%2F%26&robotCode=ro%20bot"], server.Asked.Select(a => a.Target));
    }

    [Fact]
    public void Answer_OfEveryCall_ComesFromGeneratedCode()
    {
        // A body that the generated JSON does not know, or an interface without a generated client, would only fail when it is used.
        var known = new DingTalkJson(VendorSerializer.NewOptions());
        foreach (var body in typeof(IDingTalkCalls).GetMethods().Concat(typeof(IWeComCalls).GetMethods()).SelectMany(m => m.GetParameters()).Where(p => p.IsDefined(typeof(Refit.BodyAttribute), false)))
            Assert.NotNull(body.ParameterType.DeclaringType == typeof(DingTalkBodies)
                ? known.GetTypeInfo(body.ParameterType)
                : new WeComJson(VendorSerializer.NewOptions()).GetTypeInfo(body.ParameterType));
    }

    private static IDingTalkCalls DingTalk(Uri server)
    {
        var services = new ServiceCollection();
        VendorClient.Add<IDingTalkCalls>(services, new DingTalkJson(VendorSerializer.NewOptions()), _ => new VendorClient
        {
            Locate = documented => new Uri(server, documented.PathAndQuery),
            Judge = (answer, _) => OpsBot.Channels.DingTalk.DingTalkErrors.Judge(answer, RateScope.App),
        });
        return services.BuildServiceProvider().GetRequiredService<IDingTalkCalls>();
    }
}
