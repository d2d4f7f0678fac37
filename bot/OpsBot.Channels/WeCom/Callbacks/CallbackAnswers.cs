using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OpsBot.Channels.Crypto;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.WeCom.Rendering;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>Writes what goes back on a callback's response: sealed answers, and refusals in plain words.</summary>
internal sealed class CallbackAnswers(IEntropySource entropy, MachineClock machine)
{
    private const int TooLong = 413;

    /// <summary>"Received", and nothing to say here.</summary>
    public static IResult Empty => Results.Text("");

    /// <summary>A text to the sender.</summary>
    public IResult Text(CallbackMessage to, string text) => to.IsRobot
        ? SealJson(to, new JsonObject
        {
            ["msgtype"] = "stream",
            ["stream"] = new JsonObject { ["id"] = Convert.ToHexStringLower(entropy.Draw().AsSpan(0, 8)), ["finish"] = true, ["content"] = PlainWords.Of(text) },
        })
        : SealXml($"<MsgType><![CDATA[text]]></MsgType><Content>{CData(text)}</Content>", to);

    /// <summary>Greys the pressed card's buttons and writes what was chosen on them.</summary>
    public IResult UpdateButton(CallbackMessage to, string title) =>
        SealXml($"<MsgType><![CDATA[update_button]]></MsgType><Button><ReplaceName>{CData(title)}</ReplaceName></Button>", to);

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

    private IResult SealXml(string fields, CallbackMessage to)
    {
        var now = Seconds();
        var inner = $"<xml><ToUserName>{CData(to.UserId)}</ToUserName><FromUserName>{CData(KeyOf(to).ReceiveId)}</FromUserName><CreateTime>{now}</CreateTime>{fields}</xml>";
        var (encrypt, signature, nonce) = Seal(KeyOf(to), inner, now);
        return Results.Text(
            $"<xml><Encrypt><![CDATA[{encrypt}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature><TimeStamp>{now}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>",
            "application/xml");
    }

    private IResult SealJson(CallbackMessage to, JsonObject inner)
    {
        var now = Seconds();
        var (encrypt, signature, nonce) = Seal(KeyOf(to), inner.ToJsonString(WireJson.Options), now);
        var body = new JsonObject { ["encrypt"] = encrypt, ["msgsignature"] = signature, ["timestamp"] = now, ["nonce"] = nonce };
        return Results.Text(body.ToJsonString(WireJson.Options), "application/json");
    }

    private (string Encrypt, string Signature, string Nonce) Seal(CallbackKey key, string message, string now)
    {
        var random = entropy.Draw();
        var nonce = Convert.ToHexStringLower(random.AsSpan(CallbackCipher.RandomBytes, 8));
        var encrypt = key.Cipher.Encrypt(message, key.ReceiveId, random.AsSpan(0, CallbackCipher.RandomBytes));
        return (encrypt, CallbackSignature.Of(key.Token, now, nonce, encrypt), nonce);
    }

    // The sender expects the pair with which it sealed its own.
    private static CallbackKey KeyOf(CallbackMessage to) => to.Key ?? throw new InvalidOperationException("The message was not opened.");

    private string Seconds() => machine.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static string CData(string text) => $"<![CDATA[{PlainWords.Of(text).Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]>";

    private static IResult Plain(string text, int status) => Results.Text(text, statusCode: status);
}
