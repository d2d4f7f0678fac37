using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OpsBot.TestKit.DingTalk;

/// <summary>What the platform says to a robot, signed independently of the bot's own code.</summary>
public static class RobotTalk
{
    /// <summary>A text in a private chat.</summary>
    public static JsonObject Text(string text, string messageId, string staffId, DateTimeOffset now, Uri? webhook = null) => new()
    {
        ["msgtype"] = "text",
        ["text"] = new JsonObject { ["content"] = " " + text },
        ["msgId"] = messageId,
        ["createAt"] = now.ToUnixTimeMilliseconds(),
        ["conversationId"] = "cid-" + staffId,
        ["conversationType"] = "1",
        ["senderId"] = "$:LWCP_v1:$" + staffId,
        ["senderStaffId"] = staffId,
        ["senderNick"] = "张三",
        ["senderCorpId"] = "dingcorp",
        ["chatbotCorpId"] = "dingcorp",
        ["chatbotUserId"] = "$:LWCP_v1:$bot",
        ["robotCode"] = FakeDingTalk.ClientId,
        ["isAdmin"] = true,
        ["sessionWebhook"] = webhook?.ToString(),
        ["sessionWebhookExpiredTime"] = now.AddMinutes(90).ToUnixTimeMilliseconds(),
    };

    /// <summary>A press of a card's button whose value is the variable <c>actionN</c> of the card.</summary>
    public static JsonObject Press(string cardId, string staffId, string action) => new()
    {
        ["type"] = "actionCallback",
        ["outTrackId"] = cardId,
        ["userId"] = staffId,
        ["corpId"] = "dingcorp",
        ["content"] = new JsonObject
        {
            ["cardPrivateData"] = new JsonObject { ["actionIds"] = new JsonArray("1"), ["params"] = new JsonObject { ["action"] = action } },
        }.ToJsonString(),
    };

    /// <summary>A signed request.</summary>
    public static HttpRequestMessage Request(Uri address, string body, DateTimeOffset now, string secret = FakeDingTalk.ClientSecret)
    {
        var stamp = now.ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("timestamp", stamp);
        request.Headers.TryAddWithoutValidation("sign", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(stamp + "\n" + secret))));
        return request;
    }
}
