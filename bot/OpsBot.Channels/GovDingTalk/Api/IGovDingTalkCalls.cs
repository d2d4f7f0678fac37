using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery.Rates;
using Refit;

namespace OpsBot.Channels.GovDingTalk.Api;

/// <summary>
/// Every call that the bot makes to 专有钉钉/浙政钉, at the paths of the vendor's pages; a deployment's own paths are settings.
/// The pages are behind the login of each deployment's portal, so they are named by their titles, or by the vendor's Java SDK
/// (zwdd-sdk-java) where no title is known. Each call is signed (<see cref="GovSigner"/>) and none is tried again.
/// </summary>
internal interface IGovDingTalkCalls
{
    /// <summary>The portal's help page 扫码登录, section on the access token.</summary>
    [Get("/gettoken.json")]
    Task<VendorAnswer> GetTokenAsync(string appkey, string appsecret, CancellationToken cancellationToken);

    /// <summary>A robot's message to one person: SDK, path robot/message/sendoto.</summary>
    [Post("/robot/message/sendoto")]
    Task<VendorAnswer> SendToPersonAsync([Body] HttpContent form, CancellationToken cancellationToken, [Property(JudgementHandler.Limit)] RateScope limit = RateScope.Member);

    /// <summary>A robot's message to a group: SDK, path robot/message/sendgroup.</summary>
    [Post("/robot/message/sendgroup")]
    Task<VendorAnswer> SendToGroupAsync([Body] HttpContent form, CancellationToken cancellationToken, [Property(JudgementHandler.Limit)] RateScope limit = RateScope.Group);

    /// <summary>A work notification (工作通知): SDK, path message/workNotification.</summary>
    [Post("/message/workNotification")]
    Task<VendorAnswer> NotifyAsync([Body] HttpContent form, CancellationToken cancellationToken);

    /// <summary>Takes a work notification back: SDK, path message/revoke.</summary>
    [Post("/message/revoke")]
    Task<VendorAnswer> RevokeAsync([Body] HttpContent form, CancellationToken cancellationToken);
}
