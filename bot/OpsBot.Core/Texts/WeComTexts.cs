namespace OpsBot.Core.Texts;

/// <summary>What a person reads in WeCom and nowhere else, and what its callback address answers when it refuses.</summary>
public static class WeComTexts
{
    public const string TextOnly = "我只读文字。请把要说的打成字发给我。";

    public const string UnknownGroup = "这个群还没有登记，我在群里先不说话。请单独发消息给我，或请管理员登记这个群。";

    public const string BadRequest = "请求不完整或格式不对，没有收下。请检查后再发。";

    public const string BadSignature = "签名不对，没有收下。请核对 Token 和 EncodingAESKey。";

    public const string Stale = "请求的时间和本机差得太多，没有收下。请核对两边的时钟。";

    public const string Replayed = "这个请求已经收过，没有再收。";

    public const string ForAnother = "这个请求不是发给本单位的，没有收下。请核对 CorpId。";

    public const string TooLarge = "请求太大，没有收下。请减少内容后再发。";

    public const string StoreAway = "系统暂时不能保存消息，这条没有收下。请稍后再发。";

    /// <summary>What a pressed button turns into.</summary>
    public static string Pressed(string title) => $"已选：{title}";
}
