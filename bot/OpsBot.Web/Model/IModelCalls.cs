using OpsBot.Channels.Shared;
using Refit;

namespace OpsBot.Web.Model;

/// <summary>The one call to an OpenAI-compatible service.</summary>
internal interface IModelCalls
{
    /// <summary>"Create chat completion" in the API reference of the service, https://platform.openai.com/docs/api-reference/chat/create for the original.</summary>
    /// <param name="authorization">With its scheme; null: no header.</param>
    [Post("/chat/completions")]
    Task<VendorAnswer> CompleteAsync([Body] Completion completion, [Header("Authorization")] string? authorization, CancellationToken cancellationToken);
}
