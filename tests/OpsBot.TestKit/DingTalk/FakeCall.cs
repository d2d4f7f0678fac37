using System.Text.Json.Nodes;

namespace OpsBot.TestKit.DingTalk;

/// <summary>One call that the fake platform got.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">With its question mark; may be empty.</param>
/// <param name="Token">The access token, if one was given.</param>
/// <param name="Body">The JSON body; an empty object without one.</param>
public sealed record FakeCall(string Method, string Path, string Query, string? Token, JsonObject Body)
{
    /// <summary>What a person would read of a message, wherever it lies in the body.</summary>
    public string Text
    {
        get
        {
            if ((string?)Body["msgParam"] is { } param)
                return (string?)JsonNode.Parse(param)!["content"] ?? (string?)JsonNode.Parse(param)!["text"] ?? "";
            return (string?)Body["text"]?["content"] ?? (string?)Body["markdown"]?["text"] ?? "";
        }
    }
}
