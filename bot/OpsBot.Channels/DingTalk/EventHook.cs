using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.DingTalk;

/// <summary>Events over HTTP: signed, encrypted, and answered with an encrypted "success".</summary>
internal sealed class EventHook(OrganizationEvents organization, IEntropySource entropy, MachineClock machine, IOptions<DingTalkOptions> options)
{
    private const int MaxStampLength = 16;
    private const int MaxNonceLength = 64;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly EventCipher? _cipher = options.Value is { EventToken: { } token, EventAesKey: { } key } ? new EventCipher(token, key, options.Value.ClientId) : null;

    /// <summary>Events carry their signature in the address, messages in headers.</summary>
    public static bool IsEvent(HttpRequest request) => request.Query.ContainsKey("msg_signature") || request.Query.ContainsKey("signature");

    public IResult Take(HttpRequest request, JsonObject body)
    {
        if (_cipher is null)
            return HookAnswers.BadSignature;
        var signature = request.Query["msg_signature"].FirstOrDefault() ?? request.Query["signature"].FirstOrDefault();
        var timestamp = request.Query["timestamp"].FirstOrDefault();
        var nonce = request.Query["nonce"].FirstOrDefault();
        if (signature is null || timestamp is not { Length: > 0 and <= MaxStampLength } || nonce is not { Length: <= MaxNonceLength } || body.Text("encrypt") is not { } encrypted)
            return HookAnswers.BadSignature;
        var isFresh = long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var stamp) && RobotSignature.IsFresh(stamp, machine.Now, Window);
        if (!_cipher.IsSigned(signature, timestamp, nonce, encrypted) || !isFresh)
            return HookAnswers.BadSignature;
        if (_cipher.Decrypt(encrypted) is not { } text || WireJson.ReadObject(Encoding.UTF8.GetBytes(text)) is not { } happened)
            return HookAnswers.NotUnderstood;
        organization.Take(happened.Text("EventType"));
        return Results.Json(Success(), WireJson.Options);
    }

    private object Success()
    {
        var drawn = entropy.Draw();
        var encrypted = _cipher!.Encrypt("success", drawn);
        var stamp = machine.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var nonce = Identifier.From(drawn, "nonce");
        return new Dictionary<string, string> { ["msg_signature"] = _cipher.Sign(stamp, nonce, encrypted), ["timeStamp"] = stamp, ["nonce"] = nonce, ["encrypt"] = encrypted };
    }
}
