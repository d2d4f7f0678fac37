using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpsBot.Benchmarks.Callbacks;

/// <summary>A child process with the CPU time it used; its output goes to a file.</summary>
internal sealed class Server : IDisposable
{
    private const string LightLoad = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
    private const double TicksPerSecond = 100;
    private readonly Process _process;

    private Server(int port, Process process) => (Port, _process) = (port, process);

    public int Port { get; }

    /// <summary>User and system time, in seconds.</summary>
    public double CpuSeconds
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
            return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
    }

    /// <param name="log">Name of its file in the folder.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="command">What to run.</param>
    /// <param name="arguments">For a port.</param>
    /// <param name="settings">Of its environment.</param>
    public static Server Start(string log, string folder, string command, Func<int, string[]> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder };
        foreach (var word in (string[])["-c", $"exec \"$0\" \"$@\" >{log}.log 2>&1", command, .. arguments(port)])
            start.ArgumentList.Add(word);
        // What makes the load light is the load's own.
        start.Environment.Remove(LightLoad);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        return new Server(port, Process.Start(start)!);
    }

    /// <summary>Waits until it is ready by its own word.</summary>
    public async Task ReadyAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 1200; attempt++)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"A host ended with {_process.ExitCode}; see its log.");
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/ready"));
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        throw new TimeoutException("A host did not become ready.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
