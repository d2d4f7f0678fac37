namespace OpsBot.Core.Texts;

/// <summary>What the edges say when they refuse something.</summary>
public static class ChannelTexts
{
    public const string BotName = "基层减负助手";

    public const string PleaseChoose = "请选择";

    public const string NoToken = "请求里没有令牌。请在 Authorization 头里写“Bearer 令牌”。";

    public const string BadToken = "令牌无效。请从单位门户重新进入。";

    public const string TokenExpired = "令牌已过期。请从单位门户重新进入。";

    public const string OtherConversation = "这个令牌不能用于这个会话。请用该会话自己的令牌。";

    public const string OtherOrigin = "这个令牌不能在当前网页上使用。请从单位门户重新进入。";

    public const string NoSecretConfigured = "没有配置网页聊天的密钥，不能签发令牌。请管理员设置 DirectLine:Secret。";

    public const string BadSecret = "密钥不对，不能签发令牌。请核对 DirectLine:Secret。";

    public const string NotAStream = "这个地址只接受 WebSocket 连接。";

    public const string TooManyStreams = "现在在线的人太多。请稍后再连接。";

    public const string FileTypeNotTaken = "这种附件不能收。可以发 PNG、JPG、GIF 图片，PDF、Word、Excel、PPT 文件或纯文本。";

    public const string NoSuchFile = "附件不在了。附件只保留一段时间，到时自动删除。";

    public const string FilesWithoutMessage = "附件要和一条消息一起发。请改好后再发。";

    public const string ConversationEnded = "这个会话已经结束，不能再发消息。请重新打开页面。";

    public const string NoPublicEntrance = "公开入口没有打开。请从单位门户进入。";

    public const string Busy = "正在处理您上一条消息。请稍后再发。";

    public const string StoreAway = "系统暂时不能保存消息，这条没有收下。请稍后再发。";

    public const string TooFast = "发得太快了。请稍后再发。";

    public const string NotJson = "内容不是有效的 JSON 对象。请检查后再发。";

    public const string NoType = "活动缺少 type。请补上后再发。";

    public const string EmptyMessage = "消息是空的。请写上文字再发。";

    public const string BadForm = "表单内容过多、过长或格式不对。请减少内容后再提交。";

    public const string BadMultipart = "上传的内容不完整或格式不对。请重新发送。";

    public const string BadUser = "user 的 id 或 name 过长。请缩短后再试。";

    /// <summary>Shown in place of words that were not kept.</summary>
    public const string NotKept = "（已删除，没有保存）";

    /// <summary>Shown in place of the rest of a message that is too long.</summary>
    public const string RestNotKept = "……（太长，后面的没有保存）";

    public const string VisitIsFull = "这次对话的内容太多了，这条没有收下。请点“结束并离开”，再重新打开本页接着说；已经交的不受影响。";

    public const string HourIsFull = "现在用这个页面的人太多，这条没有收下。请过一会儿再发；急的可以打 12345 热线。";

    public const string ActionTaken = "已收到，结果会发在对话里。";

    public const string ActionNotSupported = "不支持这种按钮。请直接发文字。";

    public const string ActionUnreadable = "按钮内容读不出来。请直接发文字。";

    /// <summary>A file beyond the limit.</summary>
    public static string FileTooLarge(int kilobytes) => $"附件太大，每个最多 {kilobytes} KB。请压缩后再发。";

    /// <summary>More files than a message may have.</summary>
    public static string TooManyFiles(int most) => $"附件太多，一条消息最多 {most} 个。请分几条发送。";

    /// <summary>A posted body beyond the limit.</summary>
    public static string BodyTooLarge(int kilobytes) => $"消息太大，最多 {kilobytes} KB。请分几条发送。";
}
