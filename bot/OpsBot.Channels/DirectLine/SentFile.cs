namespace OpsBot.Channels.DirectLine;

/// <summary>A file as a client sent it, checked.</summary>
/// <param name="Name">How it is called; no folders and nothing invisible.</param>
/// <param name="ContentType">What it is by its own bytes.</param>
/// <param name="Content">All of it.</param>
internal sealed record SentFile(string Name, string ContentType, byte[] Content);
