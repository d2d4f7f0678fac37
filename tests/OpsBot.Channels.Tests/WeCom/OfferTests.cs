using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.WeCom.Offers;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Channels.Tests.WeCom;

public sealed class OfferTests
{
    private static readonly MessageContent Offered = new("要做什么？")
    {
        Card = new Card { Title = "案件", Buttons = [new CardButton("核实", BotAction.On("case.verify", "1122-7K3F")), new CardButton("交办", BotAction.On("case.dispatch", "1122-7K3F"))] },
        Choices = [new Choice("取消")],
    };

    [Theory]
    [InlineData("1", "case.verify", "")]
    [InlineData("２", "case.dispatch", "")]
    [InlineData("2.", "case.dispatch", "")]
    [InlineData("3", null, "取消")]
    [InlineData("核实", "case.verify", "")]
    [InlineData("4", null, "4")]
    [InlineData("0", null, "0")]
    [InlineData("2日", null, "2日")]
    [InlineData("核实一下", null, "核实一下")]
    public async Task Typed_NumberOrTitle_IsTheButton(string typed, string? action, string text)
    {
        await using var host = await AskedAsync(cards: false);

        var message = await TypeAsync(host, typed);

        Assert.Equal((action, text), (message.Action?.Name, message.Text));
        if (action is not null)
            Assert.Equal("1122-7K3F", message.Action!["id"]);
    }

    [Fact]
    public async Task Typed_TitleOfACardsButton_WorksToo()
    {
        await using var host = await AskedAsync(cards: true);

        Assert.Equal("template_card", (string)Assert.Single(host.Api.ShownTo("zhang"))["msgtype"]!);
        Assert.Equal("case.dispatch", (await TypeAsync(host, "交办")).Action!.Name);
    }

    [Fact]
    public async Task Typed_AfterAPlainAnswer_IsOnlyItself()
    {
        await using var host = await AskedAsync(cards: false);
        Bot(host).Answer = _ => ["请写明理由"];
        await TypeAsync(host, "1");

        Assert.Equal("2", (await TypeAsync(host, "2")).Text);
    }

    [Fact]
    public async Task Typed_AfterAMessageThatNobodyAskedFor_StillAnswersTheQuestion()
    {
        await using var host = await AskedAsync(cards: false);
        var pushed = RecordingBot.Reply("P1", new MessageContent("新任务") { Card = new Card { Title = "新任务", Buttons = [new CardButton("接受", BotAction.Plain("leg.accept"))] } }, null, MessageClass.Assignment);
        await host.Sender.SendAsync(WeComHost.Tenant, new Address("wecom", "zhang", "zhang"), pushed, default);

        Assert.Equal("case.verify", (await TypeAsync(host, "1")).Action!.Name);
    }

    [Fact]
    public async Task Typed_ByAnotherPersonOrADayLater_IsOnlyItself()
    {
        await using var host = await AskedAsync(cards: false);

        await host.SayAsync("li", "1");
        Assert.Equal("1", Bot(host).Received.Last().Text);
        host.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("1", (await TypeAsync(host, "1")).Text);
    }

    [Fact]
    public async Task Remember_SecondAnswerOfTheTurnWithoutOptions_KeepsThem()
    {
        await using var host = await WeComHost.StartAsync(RecordingBot.Add, ("Cards", "false"));
        Bot(host).Answer = _ => [Offered, "另外说一句"];
        await host.SayAsync("zhang", "案件");
        await Bot(host).Answering;

        Assert.Equal("case.verify", (await TypeAsync(host, "1")).Action!.Name);
    }

    [Fact]
    public async Task Stored_Offer_CarriesItsShape()
    {
        await using var host = await AskedAsync(cards: false);

        var stored = Assert.Single(await host.Store.Records.GetAsync(WeComHost.Tenant, [Offer.Kind.Key("zhang")], default));

        Assert.StartsWith("{\"schema\":1,", stored.Json);
        Assert.Contains("""{"title":"核实","action":"case.verify","args":{"id":"1122-7K3F"}},""", stored.Json);
        Assert.EndsWith("""{"title":"取消"}]}""", stored.Json);
    }

    private static async Task<WeComHost> AskedAsync(bool cards)
    {
        var host = await WeComHost.StartAsync(RecordingBot.Add, ("Cards", $"{cards}"));
        Bot(host).Answer = _ => [Offered];
        await host.SayAsync("zhang", "案件");
        await Bot(host).Answering;
        return host;
    }

    private static async Task<InboundMessage> TypeAsync(WeComHost host, string text)
    {
        await host.SayAsync("zhang", text);
        await Bot(host).Answering;
        return Bot(host).Received.Last();
    }

    private static RecordingBot Bot(WeComHost host) => host.Services.GetRequiredService<RecordingBot>();
}
