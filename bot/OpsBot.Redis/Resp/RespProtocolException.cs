namespace OpsBot.Redis.Resp;

/// <summary>The bytes received are not RESP2 or exceed a limit; the socket they came from cannot be used any more.</summary>
internal sealed class RespProtocolException(string message) : IOException(message);
