using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>One way of a message and of its answer.</summary>
/// <param name="Path">Where the vendor calls the bot.</param>
/// <param name="AnswersInResponse">The answer rides on the response; else it comes to the vendor.</param>
/// <param name="Settings">Of the host, besides those that all hosts have.</param>
/// <param name="Body">The request's query and body for a user, a message id and the vendor's address.</param>
internal sealed record Scenario(string Path, bool AnswersInResponse, IReadOnlyDictionary<string, string> Settings, Func<string, string, string, (string Query, string Headers, string Body)> Body)
{
    // Its answer is one short sentence.
    private const string Text = "谢谢";

    public static readonly IReadOnlyDictionary<string, Scenario> All = new Dictionary<string, Scenario>
    {
        ["dingtalk"] = new("/hooks/dingtalk", false, Nothing, (user, id, vendor) => DingTalk(user, id, $"{vendor}/robot/sendBySession?session={user}")),
        ["dingtalk-api"] = new("/hooks/dingtalk", false, Nothing, (user, id, _) => DingTalk(user, id, null)),
        ["wecom"] = new("/hooks/wecom", true, Nothing, (user, id, _) => WeCom(user, id)),
        // No time for an answer on the response.
        ["wecom-api"] = new("/hooks/wecom", false, new Dictionary<string, string> { ["WeCom__PassiveBudget"] = "00:00:00.0000001" }, (user, id, _) => WeCom(user, id)),
    };

    private static Dictionary<string, string> Nothing => [];

    private static (string Query, string Headers, string Body) DingTalk(string user, string id, string? webhook)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var stamp = now.ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Vendor.Secret), Encoding.UTF8.GetBytes($"{stamp}\n{Vendor.Secret}")));
        var reply = webhook is null ? "" : $$""","sessionWebhook":"{{webhook}}","sessionWebhookExpiredTime":{{now + 5_400_000}}""";
        return ("", $"timestamp: {stamp}\r\nsign: {sign}\r\n",
            $$"""{"msgtype":"text","text":{"content":" {{Text}}"},"msgId":"{{id}}","createAt":{{now}},"conversationId":"cid-{{user}}","conversationType":"1","senderId":"$:LWCP_v1:${{user}}","senderStaffId":"{{user}}","senderNick":"张三","senderCorpId":"dingcorp","chatbotCorpId":"dingcorp","chatbotUserId":"$:LWCP_v1:$bot","robotCode":"{{Vendor.Id}}"{{reply}}}""");
    }

    private static (string Query, string Headers, string Body) WeCom(string user, string id)
    {
        var seconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var encrypt = Envelope.Seal($"<xml><ToUserName><![CDATA[{Vendor.Id}]]></ToUserName><FromUserName><![CDATA[{user}]]></FromUserName><CreateTime>{seconds}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{Text}]]></Content><MsgId>{id}</MsgId><AgentID>{Vendor.Agent}</AgentID></xml>");
        return ($"?msg_signature={Envelope.Sign(seconds, id, encrypt)}&timestamp={seconds}&nonce={id}", "",
            $"<xml><ToUserName><![CDATA[{Vendor.Id}]]></ToUserName><AgentID><![CDATA[{Vendor.Agent}]]></AgentID><Encrypt><![CDATA[{encrypt}]]></Encrypt></xml>");
    }
}
