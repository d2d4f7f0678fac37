using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery.Rates;
using OpsBot.TestKit.Fuzzing;

namespace OpsBot.Channels.Tests.GovDingTalk;

/// <summary>Damaged callbacks and answers of the platform: none throws, and no code carries content.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Answer_Damaged_IsJudgedWithoutAFault()
    {
        string[] answers =
        [
            """{"success":true,"content":{"success":true,"responseCode":"0","data":{"accessToken":"t","expiresIn":7200}}}""",
            """{"success":"true","content":"{\"success\":true,\"responseCode\":0,\"data\":[]}"}""",
            """{"success":false,"bizErrorCode":"OPF-B001-05-16-0009","bizErrorMsg":"签名不对"}""",
            """{"Code":"Throttling.User","success":false}""",
            """{"errcode":88,"errmsg":"x"}""",
        ];
        FuzzRun.Bytes(new Mutator(20261221, answers, "\"content\":", "\"responseCode\":", "\"success\":"), FuzzRun.Inputs(), input =>
        {
            var answer = GovAnswer.Of(new VendorAnswer(200 + (input.Length % 320), WireJson.ReadObject(input)));
            Assert.Matches("^[A-Za-z0-9._-]{0,80}$", answer.Code);
            Assert.NotNull(answer.ToResult(RateScope.App));
            _ = (answer.IsToken, answer.Data);
            return answer.IsGood;
        });
    }

    [Fact]
    public void Callback_Damaged_IsReadOrRefusedWithoutAFault()
    {
        string[] messages =
        [
            """{"msgtype":"text","text":{"content":" 你好 "},"msgId":"m1","createAt":1764000000000,"conversationType":"2","conversationId":"cid/7Niz+Gb==","senderStaffId":"s","senderId":"$:x","isInAtList":true}""",
            """{"msgtype":"picture","content":{"downloadCode":"x"},"msgId":"m1","conversationType":"1","conversationId":"c","senderStaffId":"s"}""",
        ];
        FuzzRun.Bytes(new Mutator(20261222, messages, "\"msgId\":", "\"text\":"), FuzzRun.Inputs(), input =>
        {
            if (WireJson.ReadObject(input) is not { } body || RobotMessageReader.Read(body) is not { } message)
                return false;
            Assert.InRange(message.Id.Length, 1, 256);
            Assert.NotEmpty(message.Account);
            return true;
        }, 0.05);
    }

    [Fact]
    public void Signature_Damaged_IsNeverGood() =>
        FuzzRun.Texts(new Mutator(20261223, ["1764000000000", "0", "AAAA", "c2lnbmF0dXJl"]), FuzzRun.Inputs(), input =>
        {
            Assert.False(RobotSignature.IsGood(input, input, "secret", DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1)));
            return true;
        });
}
