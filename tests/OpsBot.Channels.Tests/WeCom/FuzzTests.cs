using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using OpsBot.Channels.Crypto;
using OpsBot.Channels.WeCom.Callbacks;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.TestKit.Fuzzing;

namespace OpsBot.Channels.Tests.WeCom;

/// <summary>
/// Every parser gets well-formed inputs with random wounds: cut, doubled, spliced, flipped, nested. None may throw, and what
/// is taken must hold what the rest of the channel relies on.
/// </summary>
public sealed class FuzzTests
{
    private static readonly CallbackCipher Cipher = new(WeComHost.AesKey);

    private static readonly string[] Seeds =
    [
        "<xml><ToUserName><![CDATA[wx1]]></ToUserName><AgentID>1</AgentID><Encrypt><![CDATA[AAAA]]></Encrypt></xml>",
        "<xml><FromUserName><![CDATA[zhang]]></FromUserName><CreateTime>1409659813</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[你好😀]]></Content><MsgId>4561</MsgId></xml>",
        "<xml><FromUserName>z</FromUserName><CreateTime>1</CreateTime><MsgType>event</MsgType><Event>template_card_event</Event><EventKey>{\"t\":\"办\",\"a\":\"case.show\",\"x\":{\"id\":\"1\"}}</EventKey><TaskId>t</TaskId><ResponseCode>r</ResponseCode><SelectedItems><SelectedItem><QuestionKey>q</QuestionKey><OptionIds><OptionId>o</OptionId></OptionIds></SelectedItem></SelectedItems></xml>",
        "<!DOCTYPE xml [<!ENTITY a \"b\">]><xml><Encrypt>&a;</Encrypt></xml>",
        """{"encrypt":"AAAA"}""",
        """{"msgid":"1","aibotid":"b","chatid":"c","chattype":"group","from":{"userid":"z"},"msgtype":"text","text":{"content":"@机器人 你好"}}""",
        """{"msgid":"1","from":{"userid":"z"},"msgtype":"mixed","mixed":{"msg_item":[{"msgtype":"text","text":{"content":"a"}}]}}""",
        """{"msgid":"1","from":{"userid":"z"},"msgtype":"event","event":{"eventtype":"template_card_event","template_card_event":{"event_key":"{\"t\":\"x\"}","taskid":"t"}}}""",
        """{"t":"标题","a":"case.verify","x":{"id":"1122-7K3F","\ud83d\ude00":"值"}}""",
    ];

    private static readonly string[] Pieces =
        ["<", ">", "</", "<a>", "<![CDATA[", "]]>", "&amp;", "&#x0;", "&#xD800;", "&e;", "<?x ?>", "<!--", "xmlns=\"x\"", "a:b", "{", "}", "[", "]", "\"", "\\ud800", "\\u0000", ":", ",", "null", "-1", "1e999", "\0", "\uFEFF", "\uFFFE", "😀", "@", "\n", "msgtype", "text"];

    [Fact]
    public void Parsers_WoundedInputs_NeverThrowAndTakeOnlyWhatIsWhole()
    {
        FuzzRun.Bytes(new Mutator(20261123, Seeds, Pieces), FuzzRun.Inputs(), input =>
        {
            var text = Encoding.UTF8.GetString(input);
            if (CallbackEnvelope.Read(input) is { } envelope)
                Assert.NotEmpty(envelope.Encrypt);
            var taken = Check(XmlMessageReader.Read(text)) + Check(RobotMessageReader.Read(text));
            if (ButtonKey.Read(text) is { } option)
                Assert.NotEmpty(option.Title);
            Cipher.Decrypt(text, "");
            Assert.Equal(PlainWords.Of(text), PlainWords.Of(PlainWords.Of(text)));
            CallbackQuery.Read(new QueryCollection(new Dictionary<string, StringValues> { ["msg_signature"] = new string('a', 40), ["timestamp"] = text, ["nonce"] = text }));
            return taken > 0;
        }, 0.02);
    }

    [Fact]
    public void Decrypt_WoundedSeals_AreOpenedOnlyWhenWhole()
    {
        var random = new Random(42);
        var good = Cipher.Encrypt("<xml>你好</xml>", WeComHost.CorpId, new byte[16]);
        for (var i = 0; i < FuzzRun.Inputs(0.1); i++)
        {
            var bytes = Convert.FromBase64String(good);
            bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            var length = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;

            // The first block is random and the message itself is guarded by the signature; the rest must be whole.
            if (Cipher.Decrypt(Convert.ToBase64String(bytes.AsSpan(0, length)), WeComHost.CorpId) is Decryption.Opened opened)
                Assert.InRange(Encoding.UTF8.GetByteCount(opened.Message), 0, bytes.Length);
        }
    }

    private static int Check(CallbackMessage? message)
    {
        if (message is null)
            return 0;
        Assert.True(CallbackMessage.IsId(message.UserId));
        Assert.NotEmpty(message.Id);
        Assert.InRange(message.Id.Length, 1, 70);
        if (message.ChatId is not null)
            Assert.True(CallbackMessage.IsId(message.ChatId));
        Assert.InRange(message.Action?.Args.Count ?? 0, 0, 32);
        return 1;
    }
}
