using OpsBot.Channels.BotFramework;
using OpsBot.Channels.DingTalk;
using OpsBot.Channels.DirectLine;
using OpsBot.Channels.GovDingTalk;
using OpsBot.Channels.WeCom;
using OpsBot.Core.Delivery.Rates;

namespace OpsBot.Channels.Capabilities;

/// <summary>
/// What each channel can do: one row for each kind. The renderers choose by it, and <c>ARCHITECTURE.md</c> shows it; a
/// test holds the two together. It says what the bot does, not all that a platform might offer.
/// </summary>
internal static class CapabilityTable
{
    /// <summary>Our own Direct Line server: the web page, and any client of the protocol.</summary>
    public static ChannelCapabilities DirectLine { get; } = new("directline", DirectLineOptions.Channel)
    {
        Cards = CardForm.Forms,
        Suggestions = true,
        Markdown = true,
        Files = true,
        Proactive = ProactiveRule.AfterContact,
        Delivery = DeliveryCertainty.Stored,
    };

    /// <summary>A Bot Framework channel with cards: Web Chat, Direct Line of Azure, the Emulator.</summary>
    public static ChannelCapabilities FrameworkCards { get; } = new("botframework (cards)", BotFrameworkOptions.Channel)
    {
        Cards = CardForm.Forms,
        Suggestions = true,
        Markdown = true,
        Mention = true,
        Group = true,
        Proactive = ProactiveRule.AfterContact,
        Delivery = DeliveryCertainty.Accepted,
    };

    /// <summary>A Bot Framework channel that shows Markdown only: Slack, Telegram, e-mail.</summary>
    public static ChannelCapabilities FrameworkMarkdown { get; } = FrameworkCards with { Name = "botframework (markdown)", Cards = CardForm.None, Suggestions = false };

    /// <summary>Any other Bot Framework channel.</summary>
    public static ChannelCapabilities FrameworkText { get; } = FrameworkMarkdown with { Name = "botframework (others)", Markdown = false };

    /// <summary>Microsoft Teams.</summary>
    public static ChannelCapabilities Teams { get; } = FrameworkCards with
    {
        Name = "teams",
        Channel = BotFrameworkOptions.TeamsChannel,
        Execute = true,
        Rate = [RateScope.App, RateScope.Conversation],
        Proactive = ProactiveRule.Members,
    };

    /// <summary>钉钉, by callback or stream.</summary>
    public static ChannelCapabilities DingTalk { get; } = new("dingtalk", DingTalkOptions.Channel)
    {
        Cards = CardForm.Buttons,
        Markdown = true,
        Update = UpdateForm.WhenPressed,
        Recall = true,
        ReadState = true,
        Mention = true,
        Group = true,
        Rate = [RateScope.App, RateScope.Group],
        Proactive = ProactiveRule.Members,
        Delivery = DeliveryCertainty.Accepted,
    };

    /// <summary>专有钉钉/浙政钉.</summary>
    public static ChannelCapabilities GovDingTalk { get; } = new("govdingtalk", GovDingTalkOptions.Channel)
    {
        Recall = true,
        Mention = true,
        Group = true,
        Rate = [RateScope.App, RateScope.Group],
        Proactive = ProactiveRule.Members,
        Delivery = DeliveryCertainty.Accepted,
    };

    /// <summary>企业微信/粤政易.</summary>
    public static ChannelCapabilities WeCom { get; } = new("wecom", WeComOptions.Channel)
    {
        Cards = CardForm.Buttons,
        Markdown = true,
        Update = UpdateForm.WhenPressed,
        Recall = true,
        Mention = true,
        Group = true,
        Rate = [RateScope.App, RateScope.Member],
        Proactive = ProactiveRule.Members,
        Delivery = DeliveryCertainty.AcceptedUnknown,
    };

    /// <summary>All rows, in the order of the documents.</summary>
    public static IReadOnlyList<ChannelCapabilities> All { get; } =
        [DirectLine, Teams, FrameworkCards, FrameworkMarkdown, FrameworkText, DingTalk, GovDingTalk, WeCom];
}
