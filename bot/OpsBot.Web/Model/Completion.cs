namespace OpsBot.Web.Model;

/// <summary>What the model is asked, field by field in the order of the wire.</summary>
internal sealed record Completion(string? Model, double Temperature, int MaxTokens, CompletionMessage[] Messages);

/// <summary>One message of it.</summary>
internal sealed record CompletionMessage(string Role, string Content);
