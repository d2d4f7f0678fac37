using System.Diagnostics;
using System.Globalization;

namespace OpsBot.Benchmarks.Turn;

/// <summary>A child process with the CPU time it used.</summary>
internal sealed class Peer : IDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process _process;

    private Peer(string name, int port, Process process) => (Name, Port, _process) = (name, port, process);

    public string Name { get; }

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

    /// <summary>Starts it; its output goes to a file in the folder.</summary>
    public static Peer Start(string name, int port, string folder, string command, string[] arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder };
        foreach (var word in (string[])["-c", $"exec \"$0\" \"$@\" >{name}.log 2>&1", command, .. arguments])
            start.ArgumentList.Add(word);
        // What makes the load light is the load's own.
        start.Environment.Remove(Settings.LightLoad);
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        return new Peer(name, port, Process.Start(start)!);
    }

    /// <summary>Waits until it answers anything by HTTP.</summary>
    public async Task<Peer> ReadyAsync()
    {
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{Name} ended with {_process.ExitCode}; see its log.");
            try
            {
                using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{Port}/health/ready"));
                if ((int)answer.StatusCode != 503)
                    return this;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(100);
        }
        throw new TimeoutException($"{Name} did not become ready.");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
