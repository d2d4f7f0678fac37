using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Texts;

/// <summary>What the router itself says.</summary>
public static class RouterTexts
{
    /// <summary>A message beyond <see cref="InboundMessage.MaxTextLength"/>.</summary>
    public static MessageContent TooLong { get; } =
        $"这条消息太长了，我一次最多读{InboundMessage.MaxTextLength}字。请分几条发给我。";

    /// <summary>Files came along.</summary>
    public static MessageContent FilesNotRead { get; } =
        "附件我看不了，也不会作为材料交给任何人，到时自动删除。请把要点用文字写出来。";

    /// <summary>A button whose dialog is gone.</summary>
    public static MessageContent OldButton { get; } = "这个按钮已经失效了。发“帮助”可以看到我现在能做的事。";

    /// <summary>Records of a list that are broken.</summary>
    public static string Unreadable(int count) => $"有{count}条记录读不出来，没有列在下面。请告诉系统管理员。";

    /// <summary>A second dialog while a draft is open.</summary>
    public static MessageContent FinishFirst { get; } =
        new("您还有一件事没填完，我先给您留着。请先填完，或者发“取消”，再办这一件。") { Choices = [new Choice("继续"), new Choice("取消")] };
}
