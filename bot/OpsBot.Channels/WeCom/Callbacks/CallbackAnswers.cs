using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.WeCom.Crypto;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>Writes what goes back on a callback's response: sealed answers, and refusals in plain words.</summary>
internal sealed class CallbackAnswers(CallbackKeys keys, IEntropySource entropy, MachineClock machine)
{
    private const int TooLong = 413;

    /// <summary>"Received", and nothing to say here.</summary>
    public static IResult Empty => Results.Text("");

    /// <summary>A text to the sender.</summary>
    public IResult Text(CallbackMessage to, string text) => to.IsRobot
        ? SealJson(new JsonObject
        {
            ["msgtype"] = "stream",
            ["stream"] = new JsonObject { ["id"] = Convert.ToHexStringLower(entropy.Draw().AsSpan(0, 8)), ["finish"] = true, ["content"] = PlainWords.Of(text) },
        })
        : SealXml($"<MsgType><![CDATA[text]]></MsgType><Content>{CData(text)}</Content>", to.UserId);

    /// <summary>Greys the pressed card's buttons and writes what was chosen on them.</summary>
    public IResult UpdateButton(CallbackMessage to, string title) =>
        SealXml($"<MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName>{CData(title)}</ReplaceName></Button>", to.UserId);

    /// <summary>Not taken.</summary>
    public static IResult Refused(CallbackRefusal reason) => reason switch
    {
        CallbackRefusal.BadSignature => Plain(WeComTexts.BadSignature, StatusCodes.Status401Unauthorized),
        CallbackRefusal.Stale => Plain(WeComTexts.Stale, StatusCodes.Status403Forbidden),
        CallbackRefusal.ForAnother => Plain(WeComTexts.ForAnother, StatusCodes.Status403Forbidden),
        CallbackRefusal.Replayed => Plain(WeComTexts.Replayed, StatusCodes.Status409Conflict),
        CallbackRefusal.TooLarge => Plain(WeComTexts.TooLarge, TooLong),
        _ => Plain(WeComTexts.BadRequest, StatusCodes.Status400BadRequest),
    };

    /// <summary>Not stored; WeCom delivers again.</summary>
    public static IResult NotStored => Plain(WeComTexts.StoreAway, StatusCodes.Status503ServiceUnavailable);

    private IResult SealXml(string fields, string user)
    {
        var now = Seconds();
        var inner = $"<xml><ToUserName>{CData(user)}</ToUserName><FromUserName>{CData(keys.App.ReceiveId)}</FromUserName><CreateTime>{now}</CreateTime>{fields}</xml>";
        var (encrypt, signature, nonce) = Seal(keys.App, inner, now);
        return Results.Text(
            $"<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature><TimeStamp>{now}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>",
            "application/xml");
    }

    private IResult SealJson(JsonObject inner)
    {
        var now = Seconds();
        var (encrypt, signature, nonce) = Seal(keys.Robot, inner.ToJsonString(WireJson.Options), now);
        var body = new JsonObject { ["encrypt"] = encrypt, ["msgsignature"] = signature, ["timestamp"] = now, ["nonce"] = nonce };
        return Results.Text(body.ToJsonString(WireJson.Options), "application/json");
    }

    private (string Encrypt, string Signature, string Nonce) Seal(CallbackKey key, string message, string now)
    {
        var random = entropy.Draw();
        var nonce = Convert.ToHexStringLower(random.AsSpan(WeComCipher.RandomBytes, 8));
        var encrypt = key.Cipher.Encrypt(message, key.ReceiveId, random.AsSpan(0, WeComCipher.RandomBytes));
        return (encrypt, WeComSignature.Of(key.Token, now, nonce, encrypt), nonce);
    }

    private string Seconds() => machine.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string CData(string text) => $"<![CDATA[{PlainWords.Of(text).Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>";

    private static IResult Plain(string text, int status) => Results.Text(text, statusCode: status);
}
