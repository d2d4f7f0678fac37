using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Channels.Crypto;
using OpsBot.Channels.Rendering;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Texts;
using OpsBot.TestKit;

namespace OpsBot.Channels.Tests.WeCom;

public sealed class CallbackTests
{
    private const string Secretive = "不可写进日志的话";

    [Fact]
    public async Task Verify_PublishedEcho_IsGivenBackBare()
    {
        await using var host = await StartAsync(("Freshness", "10000.00:00:00"));
        const string Echo = "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";

        var answer = await host.GetAsync($"msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3&timestamp=1409659589&nonce=263014780&echostr={Uri.EscapeDataString(Echo)}");

        Assert.Equal((HttpStatusCode.OK, "1616140317555161061"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Verify_MessageOfSomebodyInsteadOfAnEcho_IsNotOpened()
    {
        await using var host = await StartAsync();
        var overheard = host.Seal(host.TextXml("zhang", Secretive));

        var answer = await host.GetAsync($"{overheard.Query}&echostr={Uri.EscapeDataString(overheard.Encrypt)}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain("xml", answer.Body);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_EchoOfApplicationOrRobot_IsGivenBack(bool robot)
    {
        await using var host = await StartAsync();
        var echo = host.Seal("4861273946188", robot);

        Assert.Equal("4861273946188", (await host.GetAsync($"{echo.Query}&echostr={Uri.EscapeDataString(echo.Encrypt)}")).Body);
    }

    [Fact]
    public async Task Post_Text_IsTakenAsTheSendersMessage()
    {
        await using var host = await StartAsync();

        var answer = await host.SayAsync("zhang", "  你好 ", "7001");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var message = Assert.Single(Bot(host).Received);
        Assert.Equal(("你好", "m-7001", WeComHost.Tenant), (message.Text, message.MessageId, message.Tenant));
        Assert.Equal(new ConversationKey("wecom", "zhang", "zhang"), message.Key);
        Assert.Equal(new Address("wecom", "zhang", "zhang"), message.ReplyAddress);
        Assert.Null(message.Group);
    }

    [Fact]
    public async Task Post_SameMessageIdAgain_IsTakenOnceAndAnsweredAlike()
    {
        await using var host = await StartAsync();

        var first = await host.SayAsync("zhang", "你好", "7001");
        var again = await host.SayAsync("zhang", "你好", "7001");

        Assert.Single(Bot(host).Received);
        Assert.Equal("收到：你好", first.PassiveText);
        Assert.Equal("收到：你好", again.PassiveText);
        Assert.Empty(host.Api.Shown);
    }

    [Fact]
    public async Task Post_SameRequestLater_IsRefusedAsReplay()
    {
        await using var host = await StartAsync();
        var request = host.Seal(host.TextXml("zhang", "你好"));

        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(request)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(request)).Status);
        host.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.Conflict, (await host.PostAsync(request)).Status);
        Assert.Single(Bot(host).Received);
    }

    [Fact]
    public async Task Post_StoreAwayOrBusy_IsNotAcknowledgedAndMayComeAgain()
    {
        await using var host = await StartAsync();
        var request = host.Seal(host.TextXml("zhang", "你好"));

        Bot(host).Instead = () => throw new StoreUnavailableException("away", new IOException());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.PostAsync(request)).Status);
        Bot(host).Instead = () => TurnOutcome.Busy;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.PostAsync(request)).Status);
        Bot(host).Instead = null;
        host.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("收到：你好", (await host.PostAsync(request)).PassiveText);
    }

    [Fact]
    public async Task Post_BadRequests_AreRefusedWithTheRightStatusAndLeaveNothing()
    {
        await using var host = await StartAsync();
        var good = host.Seal(host.TextXml("zhang", Secretive));
        var robot = host.Seal(RobotText("zhang", Secretive), robot: true);
        var stranger = new CallbackCipher("4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij");
        var foreign = stranger.Encrypt(host.TextXml("zhang", Secretive), WeComHost.CorpId, new byte[16]);
        (string What, HttpStatusCode Status, WeComHost.Request Request)[] cases =
        [
            ("forged signature", HttpStatusCode.Unauthorized, good with { Signature = new string('0', 40) }),
            ("signature in capitals", HttpStatusCode.Unauthorized, good with { Signature = good.Signature.ToUpperInvariant() }),
            ("short signature", HttpStatusCode.BadRequest, good with { Signature = "abc" }),
            ("other nonce", HttpStatusCode.Unauthorized, good with { Nonce = "1" }),
            ("moved time", HttpStatusCode.Unauthorized, good with { Timestamp = $"{host.Clock.Now.ToUnixTimeSeconds() + 1}" }),
            ("no time", HttpStatusCode.BadRequest, good with { Timestamp = "" }),
            ("words as time", HttpStatusCode.BadRequest, good with { Timestamp = "soon" }),
            ("endless time", HttpStatusCode.BadRequest, good with { Timestamp = new string('9', 19) }),
            ("doubled nonce", HttpStatusCode.BadRequest, good with { Nonce = "1&nonce=2" }),
            ("old", HttpStatusCode.Forbidden, host.Seal(host.TextXml("zhang", Secretive), at: host.Clock.Now.AddMinutes(-6))),
            ("from the future", HttpStatusCode.Forbidden, host.Seal(host.TextXml("zhang", Secretive), at: host.Clock.Now.AddMinutes(6))),
            ("other organisation", HttpStatusCode.Forbidden, host.Seal(host.TextXml("zhang", Secretive), receiveId: "wx0000000000000000")),
            ("robot's seal on XML", HttpStatusCode.Forbidden, host.Seal(host.TextXml("zhang", Secretive), receiveId: "")),
            ("other key", HttpStatusCode.BadRequest, Signed(good, foreign)),
            ("cut envelope", HttpStatusCode.BadRequest, good with { Body = good.Body[..(good.Body.Length / 2)] }),
            ("cut seal", HttpStatusCode.Unauthorized, With(good, good.Encrypt[..64])),
            ("cut seal, signed", HttpStatusCode.BadRequest, Signed(good, good.Encrypt[..64])),
            ("no body", HttpStatusCode.BadRequest, good with { Body = [] }),
            ("no seal", HttpStatusCode.BadRequest, good with { Body = "<xml><Encrypt></Encrypt></xml>"u8.ToArray() }),
            ("two seals", HttpStatusCode.BadRequest, good with { Body = Encoding.UTF8.GetBytes($"<xml><Encrypt>{good.Encrypt}</Encrypt><Encrypt>x</Encrypt></xml>") }),
            ("DTD", HttpStatusCode.BadRequest, good with { Body = Encoding.UTF8.GetBytes($"<!DOCTYPE xml [<!ENTITY e \"{good.Encrypt}\">]><xml><Encrypt>&e;</Encrypt></xml>") }),
            ("outside entity", HttpStatusCode.BadRequest, good with { Body = "<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/x\"><xml><Encrypt>x</Encrypt></xml>"u8.ToArray() }),
            ("broken bytes", HttpStatusCode.BadRequest, good with { Body = [.. "<xml><Encrypt>"u8, 0xC3, 0x28, .. "</Encrypt></xml>"u8] }),
            ("deep XML", HttpStatusCode.BadRequest, good with { Body = Encoding.UTF8.GetBytes(Nested("<a>", "</a>", 5000)) }),
            ("deep JSON", HttpStatusCode.BadRequest, robot with { Body = Encoding.UTF8.GetBytes("{\"encrypt\":" + new string('[', 20_000)) }),
            ("huge", HttpStatusCode.RequestEntityTooLarge, good with { Body = new byte[(64 * 1024) + 1] }),
            ("deep inside", HttpStatusCode.BadRequest, host.Seal(Nested("<a>", "</a>", 3000))),
            ("DTD inside", HttpStatusCode.BadRequest, host.Seal("<!DOCTYPE xml [<!ENTITY a \"aaaa\">]>" + host.TextXml("zhang", "&a;"))),
            ("no sender inside", HttpStatusCode.BadRequest, host.Seal("<xml><MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId></xml>")),
            ("no id inside", HttpStatusCode.BadRequest, host.Seal("<xml><FromUserName>z</FromUserName><MsgType>text</MsgType><Content>x</Content></xml>")),
            ("endless sender", HttpStatusCode.BadRequest, host.Seal(host.TextXml(new string('z', 65), Secretive))),
            ("JSON without form", HttpStatusCode.BadRequest, host.Seal("{\"msgid\":1}", robot: true)),
            ("deep JSON inside", HttpStatusCode.BadRequest, host.Seal("{\"a\":" + new string('[', 500) + new string(']', 500) + "}", robot: true)),
            ("robot for another", HttpStatusCode.Forbidden, host.Seal(RobotText("zhang", Secretive), robot: true, receiveId: WeComHost.CorpId)),
        ];

        foreach (var (what, status, request) in cases)
        {
            var answer = await host.PostAsync(request);
            Assert.True(status == answer.Status, $"{what}: {answer.Status}");
            Assert.DoesNotContain(Secretive, answer.Body);
        }

        Assert.Empty(Bot(host).Received);
        Assert.Empty(host.Api.Shown);
        Assert.Empty(host.Store.AuditOf(WeComHost.Tenant));
        Assert.Equal(cases.Length, host.Log.Split("callback refused").Length - 1);
        AssertLogIsClean(host);
        // The good one still passes: nothing above used it up.
        Assert.Equal(HttpStatusCode.OK, (await host.PostAsync(good)).Status);
        AssertLogIsClean(host);
    }

    [Fact]
    public async Task Post_BodyWithoutAnnouncedLength_IsBoundedToo()
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Url}?{host.Seal("x").Query}") { Content = new StreamContent(new Endless()) };
        request.Headers.TransferEncodingChunked = true;

        using var answer = await host.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("image", "<PicUrl>http://example.invalid/a</PicUrl><MediaId>m</MediaId><MsgId>7</MsgId>")]
    [InlineData("location", "<Location_X>1</Location_X><MsgId>8</MsgId>")]
    [InlineData("somethingnew", "<MsgId>9</MsgId>")]
    public async Task Post_OtherKindOfMessage_IsAnsweredWithAPlainText(string type, string fields)
    {
        await using var host = await StartAsync();

        var answer = await host.PostAsync(host.Seal(host.Xml("zhang", type, fields)));

        Assert.Equal(WeComTexts.TextOnly, answer.PassiveText);
        Assert.Equal(("zhang", WeComHost.CorpId), (answer.Passive!.Element("ToUserName")!.Value, answer.Passive.Element("FromUserName")!.Value));
        Assert.Empty(Bot(host).Received);
    }

    [Fact]
    public async Task Post_EntersTwice_GreetsOnce()
    {
        await using var host = await StartAsync();
        Bot(host).Answer = message => [message.IsGreeting ? "您好" : "不该有"];

        var first = await host.PostAsync(host.Seal(host.EventXml("zhang", "subscribe")));
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        var second = await host.PostAsync(host.Seal(host.EventXml("zhang", "enter_agent")));

        Assert.Equal("您好", first.PassiveText);
        Assert.Equal((HttpStatusCode.OK, ""), (second.Status, second.Body));
        Assert.Single(Bot(host).Received);
    }

    [Fact]
    public async Task Post_MenuAndUnknownEvents_AreTypedWordsOrNothing()
    {
        await using var host = await StartAsync();

        await host.PostAsync(host.Seal(host.EventXml("zhang", "click", "我要反映")));
        var ignored = await host.PostAsync(host.Seal(host.EventXml("zhang", "LOCATION")));

        Assert.Equal("我要反映", Assert.Single(Bot(host).Received).Text);
        Assert.Equal((HttpStatusCode.OK, ""), (ignored.Status, ignored.Body));
    }

    [Fact]
    public async Task Post_PressedButton_BecomesItsActionAndTheCardIsGreyed()
    {
        await using var host = await StartAsync();
        var key = ButtonKey.Write(new Option("接受", new BotAction("leg.accept", new Dictionary<string, string> { ["id"] = "1122-7K3F" })))!;
        var request = host.PressXml("zhang", key);

        var answer = await host.PostAsync(host.Seal(request));
        var again = await host.PostAsync(host.Seal(request));
        await Bot(host).Answering;

        var message = Assert.Single(Bot(host).Received);
        Assert.Equal(("leg.accept", "1122-7K3F", ""), (message.Action!.Name, message.Action["id"], message.Text));
        Assert.Equal(("update_button", "已选：接受"), (answer.Passive!.Element("MsgType")!.Value, answer.Passive.Element("Button")!.Element("ReplaceName")!.Value));
        Assert.Equal(HttpStatusCode.OK, again.Status);
        // The answer itself goes by the API, once.
        Assert.Equal("收到：leg.accept", (string)Assert.Single(host.Api.ShownTo("zhang"))["text"]!["content"]!);
    }

    [Fact]
    public async Task Post_PressThatTookTooLongToRideBack_IsGreyedByItsCode()
    {
        await using var host = await StartAsync();
        var code = host.Api.ResponseCodeFor("zhang");
        await host.SayAsync("li", "先取得令牌");
        Bot(host).Instead = () =>
        {
            host.Clock.Advance(TimeSpan.FromSeconds(6));
            return TurnOutcome.Accepted;
        };

        var answer = await host.PostAsync(host.Seal(host.PressXml("zhang", ButtonKey.Write(new Option("接受", BotAction.Plain("a.b")))!, code)));

        Assert.Equal("", answer.Body);
        await Eventually.TrueAsync(() => host.Api.Updates.Count > 0, "the card is changed");
        var update = Assert.Single(host.Api.Updates);
        Assert.Equal((code, "已选：接受"), ((string)update["response_code"]!, (string)update["button"]!["replace_name"]!));
    }

    [Fact]
    public async Task Post_ForeignButton_LeadsToNoDialog()
    {
        await using var host = await StartAsync();

        await host.PostAsync(host.Seal(host.PressXml("zhang", "somebody-elses-key")));

        Assert.Equal("unknown", Assert.Single(Bot(host).Received).Action!.Name);
    }

    [Fact]
    public async Task Post_RobotsText_IsTakenAndAnsweredInItsForm()
    {
        await using var host = await StartAsync();

        var answer = await host.PostAsync(host.Seal(RobotText("zhang", "你好"), robot: true));

        Assert.Equal(("你好", "r-robot-1"), (Assert.Single(Bot(host).Received).Text, Bot(host).Received.First().MessageId));
        Assert.Equal("stream", (string)answer.RobotAnswer!["msgtype"]!);
        Assert.True((bool)answer.RobotAnswer["stream"]!["finish"]!);
        Assert.Equal("收到：你好", (string)answer.RobotAnswer["stream"]!["content"]!);
    }

    [Fact]
    public async Task Post_RobotsAnswerThatMarkdownWouldChange_GoesByTheApplication()
    {
        await using var host = await StartAsync();
        Bot(host).Answer = _ => ["看[这里](http://example.invalid)"];

        var answer = await host.PostAsync(host.Seal(RobotText("zhang", "你好"), robot: true));
        await Bot(host).Answering;

        Assert.Equal("", answer.Body);
        Assert.Equal("看[这里](http://example.invalid)", (string)Assert.Single(host.Api.ShownTo("zhang"))["text"]!["content"]!);
    }

    [Fact]
    public async Task Post_RobotInAGroup_IsTakenOnlyWhereTheGroupIsRegistered()
    {
        await using var host = await StartAsync(("Groups:chat-1", "anlan"));
        static string InGroup(string chat, string id) =>
            $$$"""{"msgid":"{{{id}}}","aibotid":"b","chatid":"{{{chat}}}","chattype":"group","from":{"userid":"zhang"},"msgtype":"text","text":{"content":"@减负助手 今晚报数"}}""";

        await host.PostAsync(host.Seal(InGroup("chat-1", "g1"), robot: true));
        var unknown = await host.PostAsync(host.Seal(InGroup("chat-2", "g2"), robot: true));
        await Bot(host).Answering;

        var message = Assert.Single(Bot(host).Received);
        Assert.Equal(("今晚报数", new GroupTalk(new Address("wecom", "chat-1"), "anlan")), (message.Text, message.Group));
        Assert.Equal(new ConversationKey("wecom", "chat-1", "zhang"), message.Key);
        // Nothing is said into the group: the answer goes to the person.
        Assert.Empty(host.Api.Groups);
        Assert.Single(host.Api.ShownTo("zhang"));
        Assert.Equal(WeComTexts.UnknownGroup, (string)unknown.RobotAnswer!["stream"]!["content"]!);
    }

    [Theory]
    [InlineData("""{"msgid":"1","from":{"userid":"z"},"msgtype":"voice","voice":{"content":"说的话"}}""", "说的话")]
    [InlineData("""{"msgid":"2","from":{"userid":"z"},"msgtype":"mixed","mixed":{"msg_item":[{"msgtype":"text","text":{"content":"上"}},{"msgtype":"image","image":{"url":"u"}},{"msgtype":"text","text":{"content":"下"}}]}}""", "上\n下")]
    public async Task Post_RobotsOtherKinds_AreReadWhereTheyHoldWords(string json, string text)
    {
        await using var host = await StartAsync();

        await host.PostAsync(host.Seal(json, robot: true));

        Assert.Equal(text, Assert.Single(Bot(host).Received).Text);
    }

    [Fact]
    public async Task Start_WithoutSettings_IsOffAndSaysSoOnce()
    {
        await using var host = await StartAsync(("CorpId", ""), ("AgentId", ""), ("Secret", ""), ("Token", ""), ("EncodingAESKey", ""));

        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("msg_signature=x")).Status);
        Assert.Single(host.Log.Split('\n'), line => line.Contains("WeCom is off"));
        Assert.Empty(host.Services.GetServices<IChannelSender>());
    }

    [Fact]
    public async Task Start_WithHalfTheSettings_NamesAllThatIsMissing()
    {
        var fault = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => StartAsync(("AgentId", "0"), ("Secret", ""), ("EncodingAESKey", "short"), ("ApiBase", "http://example.invalid"), ("SendPath", "../x")));

        foreach (var name in new[] { "AgentId", "Secret", "EncodingAESKey", "ApiBase", "SendPath" })
            Assert.Contains($"WeCom:{name}", fault.Message);
        Assert.DoesNotContain(WeComHost.Token, fault.Message);
    }

    private static Task<WeComHost> StartAsync(params (string Name, string Value)[] settings) => WeComHost.StartAsync(RecordingBot.Add, settings);

    private static RecordingBot Bot(WeComHost host) => host.Services.GetRequiredService<RecordingBot>();

    private static string RobotText(string user, string text) =>
        $$$"""{"msgid":"robot-1","aibotid":"b","chattype":"single","from":{"userid":"{{{user}}}"},"response_url":"http://example.invalid/","msgtype":"text","text":{"content":"{{{text}}}"}}""";

    private static WeComHost.Request With(WeComHost.Request good, string encrypt) =>
        good with { Encrypt = encrypt, Body = Encoding.UTF8.GetBytes($"<xml><Encrypt>{encrypt}</Encrypt></xml>") };

    private static WeComHost.Request Signed(WeComHost.Request good, string encrypt) =>
        With(good, encrypt) with { Signature = CallbackSignature.Of(WeComHost.Token, good.Timestamp, good.Nonce, encrypt) };

    private static string Nested(string open, string close, int depth) =>
        "<xml>" + string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth)) + "</xml>";

    private static void AssertLogIsClean(WeComHost host)
    {
        foreach (var secret in new[] { Secretive, "zhang", WeComHost.Token, WeComHost.Secret, WeComHost.AesKey, "access_token" })
            Assert.DoesNotContain(secret, host.Log.Replace("/hooks/wecom", "", StringComparison.Ordinal));
    }

    private sealed class Endless : Stream
    {
        private long _given;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_given > 200_000)
                return 0;
            _given += count;
            buffer.AsSpan(offset, count).Fill((byte)'<');
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
