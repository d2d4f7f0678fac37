namespace OpsBot.Web.Commands;

/// <summary>What the import verb was told.</summary>
internal sealed record ImportRequest(IReadOnlyList<FileInfo> Files, DirectoryInfo? Target, string Pack, string? Replaces, bool Separate);
