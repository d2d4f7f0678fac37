namespace OpsBot.Web.Hosting;

/// <summary>The configuration does not allow a start; the message is one line that says what to do.</summary>
internal sealed class StartupFaultException(string message) : Exception(message);
