namespace OpsBot.Core.Texts;

/// <summary>Sentences of the page on which an override is decided.</summary>
public static class OverridePageTexts
{
    public const string Title = "审批加急";
    public const string BadLink = "这个链接无效或者已经过期。请在聊天里发“待批加急”，再点新的链接。";
    public const string Used = "这个链接已经用过，没有再做改动。下面是现在的情况。";
    public const string Done = "办好了，聊天里也会告诉您。下面是现在的情况。";
    public const string Refused = "没有办成，原因已经发到您的聊天里。下面是现在的情况。";
    public const string Busy = "现在忙，没有做任何改动。请稍后再点一次。";
    public const string StoreAway = "系统暂时不能保存，什么都没有改。请稍后再试。";
    public const string ReasonMissing = "不同意要写明原因，没有做任何改动。";
    public const string NoAddress = "通讯录里没有您的聊天地址，办不了。请联系系统管理员。";
    public const string Warning = "通过后，范围内的人不分时间都会收到。";
    public const string Approve = "通过";
    public const string Reject = "不同意";
    public const string Reason = "原因（不同意时填）";
    public const string Body = "通知正文";
    public const string Nothing = "现在没有等审批的加急。";

    public static string DemoHeading(string name) => $"以{name}的身份审批（演示）";
}
