using OpsBot.Channels.Shared;
using Refit;

namespace OpsBot.Channels.WeCom.Api;

/// <summary>
/// Every call that the bot makes to WeCom, at the paths of the vendor's pages (developer.work.weixin.qq.com); a deployment's own
/// paths are settings. No call throws for what the platform answers or fails to answer, and none is tried again.
/// </summary>
internal interface IWeComCalls
{
    /// <summary>获取access_token, https://developer.work.weixin.qq.com/document/path/91039.</summary>
    [Get("/cgi-bin/gettoken")]
    Task<VendorAnswer> GetTokenAsync(string corpid, string corpsecret, CancellationToken cancellationToken);

    /// <summary>发送应用消息, https://developer.work.weixin.qq.com/document/path/90236.</summary>
    [Post("/cgi-bin/message/send")]
    Task<VendorAnswer> SendToPersonAsync([Body] WeComBodies.PersonMessage message, CancellationToken cancellationToken);

    /// <summary>应用推送消息 (into a group of the application), https://developer.work.weixin.qq.com/document/path/90248.</summary>
    [Post("/cgi-bin/appchat/send")]
    Task<VendorAnswer> SendToGroupAsync([Body] WeComBodies.GroupMessage message, CancellationToken cancellationToken);

    /// <summary>更新模版卡片消息, https://developer.work.weixin.qq.com/document/path/94888.</summary>
    [Post("/cgi-bin/message/update_template_card")]
    Task<VendorAnswer> UpdateCardAsync([Body] WeComBodies.CardChange change, CancellationToken cancellationToken);

    /// <summary>撤回应用消息, https://developer.work.weixin.qq.com/document/path/94867.</summary>
    [Post("/cgi-bin/message/recall")]
    Task<VendorAnswer> RecallAsync([Body] WeComBodies.Recall recall, CancellationToken cancellationToken);
}
