using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Requests and answers are worked on by the thread that read them from the network: nothing here blocks, and handing a turn
/// from thread to thread five times costs more than most of its steps.
/// </summary>
internal static class InlineSockets
{
    private const string Setting = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>For all sockets of the process; to be called before the first one. The administrator's own word goes first.</summary>
    public static void Prefer()
    {
        if (Environment.GetEnvironmentVariable(Setting) is null)
            Environment.SetEnvironmentVariable(Setting, "1");
    }

    /// <summary>For the web server's own side.</summary>
    public static void Apply(SocketTransportOptions sockets)
    {
        sockets.UnsafePreferInlineScheduling = Environment.GetEnvironmentVariable(Setting) == "1";
        // A page of memory waits on every connection; else each request is looked for twice before it is read.
        sockets.WaitForDataBeforeAllocatingBuffer = false;
    }
}
