using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace OpsBot.TestKit;

/// <summary>Ports for servers of tests.</summary>
public static class LoopbackPort
{
    /// <summary>
    /// A free one outside the range from which the system gives ports to connections: one of those could take the port while
    /// the server is down, or a client that tries again could be connected to itself.
    /// </summary>
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
