using OpsBot.Channels.Shared;
using OpsBot.Core.Delivery.Rates;
using Refit;

namespace OpsBot.Channels.DingTalk.Api;

/// <summary>
/// Every call that the bot makes to DingTalk, with the page that documents it (open.dingtalk.com). No call throws for what the
/// platform answers or fails to answer, and none is tried again.
/// </summary>
internal interface IDingTalkCalls
{
    /// <summary>获取企业内部应用的accessToken, https://open.dingtalk.com/document/orgapp/obtain-the-access_token-of-an-internal-app.</summary>
    [Post("/v1.0/oauth2/accessToken")]
    Task<VendorAnswer> GetTokenAsync([Body] DingTalkBodies.Application application, CancellationToken cancellationToken);

    /// <summary>批量发送单聊消息, https://open.dingtalk.com/document/orgapp/chatbots-send-one-on-one-chat-messages-in-batches.</summary>
    [Post("/v1.0/robot/oToMessages/batchSend")]
    Task<VendorAnswer> SendToPeopleAsync([Body] DingTalkBodies.PersonMessage message, CancellationToken cancellationToken, [Property(JudgementHandler.Limit)] RateScope limit = RateScope.Member);

    /// <summary>机器人发送群聊消息, https://open.dingtalk.com/document/orgapp/the-robot-sends-a-group-message.</summary>
    [Post("/v1.0/robot/groupMessages/send")]
    Task<VendorAnswer> SendToGroupAsync([Body] DingTalkBodies.GroupMessage message, CancellationToken cancellationToken, [Property(JudgementHandler.Limit)] RateScope limit = RateScope.Group);

    /// <summary>An answer to the address that came with a message: 接收消息, "receive-message" on the same site. Takes no token.</summary>
    [Post("")]
    Task<VendorAnswer> AnswerSessionAsync([Url] string webhook, [Body] DingTalkBodies.SessionMessage message, CancellationToken cancellationToken, [Property(JudgementHandler.Limit)] RateScope limit = RateScope.Conversation);

    /// <summary>批量撤回单聊消息, https://open.dingtalk.com/document/orgapp/batch-message-recall-chat.</summary>
    [Post("/v1.0/robot/otoMessages/batchRecall")]
    Task<VendorAnswer> RecallFromPeopleAsync([Body] DingTalkBodies.Recall recall, CancellationToken cancellationToken);

    /// <summary>企业机器人撤回内部群消息, https://open.dingtalk.com/document/orgapp/enterprise-chatbot-withdraws-internal-group-messages.</summary>
    [Post("/v1.0/robot/groupMessages/recall")]
    Task<VendorAnswer> RecallFromGroupAsync([Body] DingTalkBodies.Recall recall, CancellationToken cancellationToken);

    /// <summary>查询机器人单聊消息已读状态, https://open.dingtalk.com/document/orgapp/chatbot-batch-query-the-read-status-of-messages.</summary>
    [Get("/v1.0/robot/oToMessages/readStatus")]
    Task<VendorAnswer> GetReadByPeopleAsync(string processQueryKey, string robotCode, CancellationToken cancellationToken);

    /// <summary>查询机器人群聊消息已读状态, https://open.dingtalk.com/document/orgapp/chatbot-queries-the-read-status-of-a-message.</summary>
    [Post("/v1.0/robot/groupMessages/query")]
    Task<VendorAnswer> GetReadByGroupAsync([Body] DingTalkBodies.GroupReadQuery query, CancellationToken cancellationToken);

    /// <summary>创建并投放卡片, https://open.dingtalk.com/document/orgapp/create-and-deliver-cards.</summary>
    [Post("/v1.0/card/instances/createAndDeliver")]
    Task<VendorAnswer> DeliverCardAsync([Body] DingTalkBodies.CardDelivery card, CancellationToken cancellationToken, [Property(JudgementHandler.Limit)] RateScope limit = RateScope.Member);

    /// <summary>更新卡片, https://open.dingtalk.com/document/orgapp/interactive-card-update-interface.</summary>
    [Put("/v1.0/card/instances")]
    Task<VendorAnswer> UpdateCardAsync([Body] DingTalkBodies.CardChange change, CancellationToken cancellationToken);

    /// <summary>创建钉钉待办任务, https://open.dingtalk.com/document/orgapp/add-dingtalk-to-do-task.</summary>
    [Post("/v1.0/todo/users/{unionId}/tasks")]
    Task<VendorAnswer> CreateTodoAsync(string unionId, string operatorId, [Body] DingTalkBodies.Todo todo, CancellationToken cancellationToken);

    /// <summary>更新钉钉待办任务, https://open.dingtalk.com/document/orgapp/updates-dingtalk-to-do-tasks.</summary>
    [Put("/v1.0/todo/users/{unionId}/tasks/{taskId}")]
    Task<VendorAnswer> ChangeTodoAsync(string unionId, string taskId, string operatorId, [Body] DingTalkBodies.TodoChange change, CancellationToken cancellationToken);

    /// <summary>Stream 模式协议 (registration of a connection), protocol page of the Stream mode at the open-source site of DingTalk.</summary>
    [Post("/v1.0/gateway/connections/open")]
    Task<VendorAnswer> OpenStreamAsync([Body] DingTalkBodies.StreamRequest request, CancellationToken cancellationToken);

    /// <summary>获取部门列表, https://open.dingtalk.com/document/orgapp/obtain-the-department-list-v2. The older API.</summary>
    [Post("/topapi/v2/department/listsub")]
    Task<VendorAnswer> ListDepartmentsAsync([Body] DingTalkBodies.Department parent, CancellationToken cancellationToken);

    /// <summary>获取部门用户详情, https://open.dingtalk.com/document/orgapp/queries-the-complete-information-of-a-department-user. The older API.</summary>
    [Post("/topapi/v2/user/list")]
    Task<VendorAnswer> ListUsersAsync([Body] DingTalkBodies.UserPage page, CancellationToken cancellationToken);

    /// <summary>查询用户详情, https://open.dingtalk.com/document/orgapp/query-user-details. The older API; the path is a setting.</summary>
    [Post("/topapi/v2/user/get")]
    Task<VendorAnswer> GetUserAsync([Body] DingTalkBodies.User user, CancellationToken cancellationToken);
}
