using OpsBot.Core.Changes;

namespace OpsBot.Redis.LocalServer;

/// <summary>OpsBot's own redis-server cannot be started. The message says what is missing and how to get it.</summary>
internal sealed class LocalServerException(string message, Exception? inner = null) : StoreUnavailableException(message, inner);
