using OpsBot.Channels.Crypto;

namespace OpsBot.Channels.WeCom.Callbacks;

/// <summary>What opens and seals the callbacks of one sender.</summary>
internal sealed record CallbackKey(string Token, CallbackCipher Cipher, string ReceiveId)
{
    /// <summary>True when the query signs this sealed text.</summary>
    public bool Signed(CallbackQuery query, string encrypt) =>
        CallbackSignature.Matches(CallbackSignature.Of(Token, query.Timestamp, query.Nonce, encrypt), query.Signature);
}
