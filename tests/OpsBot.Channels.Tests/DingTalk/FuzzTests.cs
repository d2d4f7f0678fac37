using System.Text;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Delivery;
using OpsBot.TestKit.DingTalk;
using OpsBot.TestKit.Fuzzing;

namespace OpsBot.Channels.Tests.DingTalk;

/// <summary>
/// Damaged input of every parser: whole messages with bytes changed, cut, repeated and spliced.
/// </summary>
public sealed class FuzzTests
{
    private static readonly int Count = FuzzRun.Inputs();

    private static readonly string[] Seeds =
    [
        RobotTalk.Text("县里晚上十点派活🔑", "m1", "0423", DateTimeOffset.UnixEpoch, new Uri("https://oapi.dingtalk.com/robot/sendBySession?session=s")).ToJsonString(),
        """{"msgtype":"richText","content":{"richText":[{"text":"a"},{"type":"picture"}]},"msgId":"m","conversationId":"c","senderId":"$:x","createAt":1e400}""",
        """{"msgtype":"audio","content":{"recognition":"\ud83d\udd11"},"msgId":"m","conversationId":"c","senderStaffId":"s","createAt":-9223372036854775808,"sessionWebhook":"http://[::1"}""",
        RobotTalk.Press("M1", "0423", """{"action":"leg.accept","title":"接受","args":{"id":"1122"}}""").ToJsonString(),
        """{"specVersion":"1.0","type":"CALLBACK","headers":{"topic":"/v1.0/im/bot/messages/get","messageId":"f"},"data":"{\"msgId\":\"m\"}"}""",
    ];

    private static readonly string[] Splices = ["\"", "\\ud800", "\\u0000", "{", "}", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "null", "1e999", "-1", ",\"msgId\":\"x\"", "\ufeff", "\u2028", "99999999999999999999", "true", ":", "\\"];

    [Fact]
    public void Json_Damaged_IsReadOrRefusedWithoutAFault()
    {
        var mutator = new Mutator(20261123, Seeds, Splices);
        var (messages, presses, frames) = (0, 0, 0);
        for (var i = 0; i < Count; i++)
        {
            var bytes = mutator.Next();
            if (StreamFrame.Read(bytes) is { } frame)
            {
                frames++;
                Assert.NotEmpty(frame.Acknowledge(200, frame.Data?.DeepClone().AsObject() ?? []));
            }
            if (WireJson.ReadObject(bytes) is not { } body)
                continue;
            if (RobotMessageReader.Read(body) is { } message)
            {
                messages++;
                Assert.True(message.Id.Length is > 0 and <= 256 && message.Account.Length > 0);
            }
            if (CardPressReader.Read(body) is { } press)
            {
                presses++;
                Assert.True(press.Action is null || press.Action.Args.Count <= 32);
            }
        }
        // The damage is light enough for many inputs to be read, so that what lies behind the JSON is reached too.
        Assert.True(messages > Count / 100 && presses > 0 && frames > Count / 200, $"{messages} {presses} {frames}");
    }

    [Fact]
    public void Envelope_Damaged_IsReadOrRefusedWithoutAFault()
    {
        var random = new Random(20261124);
        var cipher = new EventCipher("123456", "4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij", "owner");
        var good = cipher.Encrypt("""{"EventType":"check_url"}""", "0123456789abcdef"u8);
        for (var i = 0; i < Count; i++)
        {
            var text = new StringBuilder(good);
            for (var n = random.Next(1, 4); n > 0; n--)
                text[random.Next(text.Length)] = (char)random.Next(1, random.Next(2) == 0 ? 128 : 0x10000);
            if (random.Next(4) == 0)
                text.Length = random.Next(text.Length);
            var damaged = text.ToString();
            cipher.Decrypt(damaged);
            Assert.False(cipher.IsSigned(damaged, "1", "n", good));
            Assert.False(RobotSignature.IsGood(damaged.Length > 16 ? damaged[..16] : damaged, damaged, "secret", DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1)));
        }
    }

    [Fact]
    public void Typed_Anything_IsAnOptionOrNone()
    {
        var random = new Random(20261125);
        var shown = new ShownOptions().With(new OutboundMessage
        {
            Id = "M1",
            Class = MessageClass.Reply,
            Content = new MessageContent("x") { Choices = [new Choice("提交"), new Choice("取消")] },
            CreatedAt = DateTimeOffset.UnixEpoch,
            ReplyTo = "m",
        });
        var found = 0;
        for (var i = 0; i < Count; i++)
        {
            var typed = new string([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.Next(3) switch { 0 => (char)random.Next('0', '9' + 1), 1 => " 。１２提交取消"[random.Next(8)], _ => (char)random.Next(0x10000) })]);
            found += shown.Find(typed) is null ? 0 : 1;
            Assert.NotNull(MarkdownRendering.Render(typed));
            Assert.NotNull(PlainRendering.Cut(typed, 2));
        }
        Assert.InRange(found, 1, Count - 1);
    }
}
