using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using OpsBot.Channels.BotFramework;
using OpsBot.Channels.BotFramework.Authentication;
using OpsBot.Channels.BotFramework.Connector;
using OpsBot.Channels.BotFramework.Inbound;
using OpsBot.Channels.BotFramework.References;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Rates;
using OpsBot.TestKit.Fuzzing;

namespace OpsBot.Channels.Tests.BotFramework;

/// <summary>Damaged input of every parser of the entrance: none throws, and what is taken holds what the rest relies on.</summary>
public sealed class FuzzTests
{
    private static readonly string[] Activities =
    [
        """{"type":"message","id":"in/1","timestamp":"2026-11-23T01:00:00.000Z","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/cn/","from":{"id":"29:u","aadObjectId":"aad-1","name":"陈"},"recipient":{"id":"28:bot","name":"助手"},"conversation":{"id":"19:a@thread;messageid=1","isGroup":true,"conversationType":"channel","tenantId":"t"},"channelData":{"tenant":{"id":"t"}},"entities":[{"type":"mention","text":"<at>助手</at>","mentioned":{"id":"28:bot"}}],"text":"<at>助手</at> 今晚报数","attachments":[{"contentType":"text/html","content":"<p>"}]}""",
        """{"type":"message","channelId":"webchat","serviceUrl":"https://webchat.botframework.com/","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"value":{"action":"case.dispatch","id":"1122","days":3,"urgent":true,"note":"","gone":null}}""",
        """{"type":"invoke","name":"adaptiveCard/action","channelId":"webchat","serviceUrl":"https://webchat.botframework.com/","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"value":{"action":{"type":"Action.Execute","verb":"case.verify","id":"x","data":{"action":"case.verify","id":"7"}},"trigger":"manual"}}""",
        """{"type":"conversationUpdate","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/cn/","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"},"membersAdded":[{"id":"u"},{"id":"b"}],"membersRemoved":[{"id":"b"}]}""",
        """{"type":"installationUpdate","action":"remove","deliveryMode":"expectReplies","channelId":"msteams","serviceUrl":"https://smba.trafficmanager.net/cn/","from":{"id":"u"},"recipient":{"id":"b"},"conversation":{"id":"c"}}""",
    ];

    private static readonly string[] Pieces =
        ["\"id\":", "\"value\":", "\"action\":", "\"data\":{", "\"conversation\":null", "\"from\":[]", "\"isGroup\":\"true\"", "\"timestamp\":\"-1\"", "<at>助手</at>", "&nbsp;", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "https://127.0.0.1@", "http://[::1", ";messageid="];

    private static readonly BotFrameworkOptions Options = new() { AppId = TestIssuer.App, Tenant = "quanzhou", AllowedTenants = { "t" } };

    [Fact]
    public void Activity_Damaged_IsReadOrRefusedWithoutAFault()
    {
        var caller = new Caller(TokenFamily.Channel, TestIssuer.App, "https://webchat.botframework.com/", ["webchat", "msteams"]);
        var hosts = new HostAllowList(Microsoft.Extensions.Options.Options.Create(Options));

        FuzzRun.Bytes(new Mutator(20261201, Activities, Pieces), FuzzRun.Inputs(), input =>
        {
            var (activity, fault) = InboundReader.Read(input);
            if (activity is null)
            {
                Assert.NotNull(fault);
                return false;
            }
            Assert.DoesNotContain(activity.ConversationId, char.IsControl);
            Assert.InRange(activity.Action?.Args.Count ?? 0, 0, 32);
            Assert.Matches("^[0-9A-Z]{26}$", ReferenceIds.Conversation(caller, activity));
            Assert.InRange(ReferenceIds.AccountKey(ReferenceIds.Channel(caller, activity), ReferenceIds.Account(caller, activity)).Length, 1, 256);
            ActivityBinding.Refuse(caller, activity, Options);
            if (hosts.Allowed(activity.ServiceUrl) is { } address)
                Assert.Equal(("https", ""), (address.Scheme, address.UserInfo));
            return true;
        }, 0.1);
    }

    [Fact]
    public void CardAction_Damaged_IsReadOrRefusedWithoutAFault()
    {
        string[] actions =
        [
            """{"type":"Action.Execute","verb":"case.verify","id":"x","data":{"action":"case.verify","id":"7","note":"好","n":1.5,"yes":true,"no":null}}""",
            """{"type":"Action.Execute","id":"x","data":{}}""",
            """{"type":"Action.Submit","data":{"action":"case.show"}}""",
        ];
        FuzzRun.Bytes(new Mutator(20261202, actions, Pieces), FuzzRun.Inputs(), input =>
        {
            if (WireJson.ReadObject(input) is not { } action || !InboundReader.TryReadExecute(action, out var pressed))
                return false;
            Assert.InRange(pressed!.Name.Length, 1, 100);
            Assert.All(pressed.Args, a => Assert.InRange(a.Key.Length + a.Value.Length, 0, 4100));
            return true;
        }, 0.05);
    }

    [Fact]
    public async Task Token_Damaged_IsRefusedWithoutAFault()
    {
        await using var host = await FrameworkHost.StartAsync();
        string[] tokens =
        [
            "Bearer " + host.Platform.Issuer.Sign(host.ChannelClaims()),
            "Bearer " + host.Platform.Issuer.Sign(host.BotClaims(TestIssuer.Root)),
            "bearer " + host.Platform.Issuer.Sign(host.ChannelClaims(c => c["aud"] = new JsonArray(TestIssuer.App, "x"))),
            "Bearer " + host.Platform.Issuer.Sign(host.BotClaims(TestIssuer.App, c => c["exp"] = "never")),
            // The parts are damaged before they are put together, so that what lies behind the encoding is reached too.
            "Bearer " + System.Buffers.Text.Base64Url.EncodeToString("""{"alg":"RS256","kid":"key-1","typ":5,"crit":["x"]}"""u8) + "." + System.Buffers.Text.Base64Url.EncodeToString("""{"iss":[],"aud":{},"exp":1e999,"nbf":"\ud800"}"""u8) + ".AAAA",
        ];
        var wholes = tokens.ToHashSet();
        var authenticator = host.Authenticator;
        // Once, so that the keys are known.
        Assert.NotNull((await authenticator.ReadAsync(tokens[0], CancellationToken.None)).Caller);

        FuzzRun.Texts(new Mutator(20261203, tokens, "Bearer ", ".", "eyJ", "e30", "=", "-_"), FuzzRun.Inputs(0.5), input =>
        {
            var reading = authenticator.ReadAsync(input, CancellationToken.None).GetAwaiter().GetResult();
            Assert.True(reading.Caller is not null || reading.Status is 401 or 403, $"{reading.Status}");
            // Only a whole token is believed, blanks around it and the scheme's case aside.
            if (reading.Caller is not null)
                Assert.Contains(wholes, whole => whole[6..].Trim() == input[6..].Trim());
            return reading.Caller is not null;
        });
    }

    [Fact]
    public void Keys_Damaged_AreReadOrLeftOutWithoutAFault()
    {
        string[] documents =
        [
            new TestIssuer().Published("msteams", "webchat"),
            """{"jwks_uri":"https://login.botframework.com/v1/keys","issuer":"x"}""",
            """{"keys":[{"kty":"RSA","kid":"1","n":"AQAB","e":"AQAB"},{"kty":"RSA","kid":"2","n":"","e":""},5,null]}""",
        ];
        FuzzRun.Bytes(new Mutator(20261204, documents, "\"n\":\"", "\"e\":\"AA", "\"kid\":"), FuzzRun.Inputs(), input =>
        {
            KeyDocument.ReadKeysAddress(input);
            var keys = KeyDocument.ReadKeys(input);
            Assert.All(keys?.Values ?? [], k => Assert.True(k.Key.KeySize >= 2048));
            return keys is not null;
        });
    }

    [Fact]
    public void TypedOption_Damaged_IsAnOptionOrNone()
    {
        var menu = new OfferedMenu { IsNumbered = true, Items = [new OfferedItem("提交", BotAction.Plain("a.b")), new OfferedItem("取消"), new OfferedItem("第三项")] };
        FuzzRun.Texts(new Mutator(20261205, ["提交", "取消。", "1", "２、", "03", "第三项"], "1", "９", "。", "．"), FuzzRun.Inputs(), input =>
        {
            var found = menu.Find(input);
            Assert.True(found is null || menu.Items.Contains(found));
            return found is not null;
        });
    }

    [Fact]
    public void ConnectorAnswer_Damaged_IsJudgedWithoutAFault()
    {
        string[] answers = ["""{"id":"1:2"}""", """{"error":{"code":"BotNotInConversationRoster","message":"The bot is not part of the conversation roster."}}""", """{"error":[],"id":5}""", """{"members":[{"id":"x"}],"continuationToken":"t"}"""];
        FuzzRun.Bytes(new Mutator(20261206, answers, "\"code\":", "\"error\":"), FuzzRun.Inputs(), input =>
        {
            var body = WireJson.ReadObject(input);
            var answer = new ConnectorAnswer(200 + (input.Length % 300), (body?["error"] as JsonObject)?.Text("code"), null, input);
            Assert.NotNull(SendVerdict.Of(answer, RateScope.App));
            return answer.Id is not null;
        });
    }
}
