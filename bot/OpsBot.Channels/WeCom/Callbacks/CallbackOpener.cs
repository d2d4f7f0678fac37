using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpsBot.Channels.Crypto;
using OpsBot.Channels.DirectLine;
using OpsBot.Core.Changes;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>
/// All tests of a callback before anything of it is used: size, form, signature, freshness, seal, receiver, replay, content.
/// </summary>
internal sealed class CallbackOpener(CallbackKeys keys, ReplayGuard guard, IOptions<WeComOptions> options, MachineClock machine)
{
    private const int MaxEcho = 2048;

    /// <summary>The message, or why it is refused.</summary>
    public async Task<(CallbackMessage? Message, CallbackRefusal Refusal)> OpenAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var limit = options.Value.MaxBodyBytes;
        if (request.ContentLength > limit || await BoundedBody.ReadAsync(request.Body, limit, cancellationToken).ConfigureAwait(false) is not { } body)
            return (null, CallbackRefusal.TooLarge);
        if (CallbackQuery.Read(request.Query) is not { } query || CallbackEnvelope.Read(body) is not { } envelope)
            return (null, CallbackRefusal.Malformed);
        if (keys.Of(envelope.IsRobot).FirstOrDefault(k => k.Signed(query, envelope.Encrypt)) is not { } key)
            return (null, CallbackRefusal.BadSignature);
        if (Test(key, query, envelope.Encrypt) is { } fault)
            return (null, fault);
        switch (key.Cipher.Decrypt(envelope.Encrypt, key.ReceiveId))
        {
            case Decryption.ForAnother:
                return (null, CallbackRefusal.ForAnother);
            case Decryption.Opened opened:
                return Read(opened.Message, envelope.IsRobot, query.Signature, key);
            default:
                return (null, CallbackRefusal.Malformed);
        }
    }

    /// <summary>The words that prove to WeCom that the address is ours, or why they are not given.</summary>
    public (string? Echo, CallbackRefusal Refusal) OpenEcho(HttpRequest request)
    {
        if (CallbackQuery.Read(request.Query) is not { } query || CallbackQuery.One(request.Query["echostr"], MaxEcho) is not { } echo)
            return (null, CallbackRefusal.Malformed);
        var fault = CallbackRefusal.BadSignature;
        foreach (var key in keys.Of(isRobot: false).Concat(keys.Of(isRobot: true)))
        {
            if (Test(key, query, echo) is { } failed)
            {
                fault = failed == CallbackRefusal.BadSignature ? fault : failed;
                continue;
            }
            switch (key.Cipher.Decrypt(echo, key.ReceiveId))
            {
                // A message is sealed and signed in the same way. Only a word may leave again, so that nobody can have a
                // message that was overheard opened here.
                case Decryption.Opened { Message: { Length: > 0 and <= 128 } plain } when plain.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'):
                    return (plain, default);
                case Decryption.ForAnother:
                    fault = fault == CallbackRefusal.Malformed ? fault : CallbackRefusal.ForAnother;
                    break;
                default:
                    fault = CallbackRefusal.Malformed;
                    break;
            }
        }
        return (null, fault);
    }

    private CallbackRefusal? Test(CallbackKey key, CallbackQuery query, string encrypt)
    {
        if (!key.Signed(query, encrypt))
            return CallbackRefusal.BadSignature;
        return (machine.Now - query.SentAt).Duration() > options.Value.Freshness ? CallbackRefusal.Stale : null;
    }

    private (CallbackMessage? Message, CallbackRefusal Refusal) Read(string plain, bool isRobot, string signature, CallbackKey key)
    {
        if ((isRobot ? RobotMessageReader.Read(plain) : XmlMessageReader.Read(plain)) is not { } message)
            return (null, CallbackRefusal.Malformed);
        return guard.Admit(signature) == Admission.Replay ? (null, CallbackRefusal.Replayed) : (message with { Key = key }, default);
    }
}
