namespace OpsBot.Channels.WeCom.Api;

/// <summary>A token, or why there is none.</summary>
internal sealed record TokenAnswer(string? Token, ApiAnswer? Fault);
