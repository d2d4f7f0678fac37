namespace OpsBot.Core.Texts;

/// <summary>What messengers without buttons show around a message.</summary>
public static class MessengerTexts
{
    public const string ReplyWithNumber = "回复数字或文字即可。";

    public const string Cut = "（内容太长，后面没有显示。请到网页聊天里看全文。）";

    public const string TextOnly = "现在只能看文字。请用文字写明要点，再发一次。";

    public const string Done = "已收到";

    public const string BadSignature = "签名不对或已过期，没有收下。请核对应用密钥和服务器时间。";

    public const string TooOld = "这条消息太旧，没有收下。请重新发送。";

    public const string NotUnderstood = "内容不完整或格式不对，没有收下。";

    /// <summary>Answers that can be typed as they are.</summary>
    public static string ReplyWithWords(IEnumerable<string> words) => $"可以回复：{string.Join("、", words)}";
}
