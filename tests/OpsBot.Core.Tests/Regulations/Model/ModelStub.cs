using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpsBot.Core.Tests.Regulations.Model;

/// <summary>A service on loopback that answers every request with the same bytes, or, with null, never.</summary>
internal sealed class ModelStub : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string? _reply;
    private readonly TaskCompletionSource<string> _request = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();

    public ModelStub(string? reply)
    {
        _reply = reply;
        _listener.Start();
        _ = ServeAsync();
    }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    /// <summary>The first request as it came.</summary>
    public Task<string> Request => _request.Task;

    public static string Http(string status, string body, string more = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: application/json\r\n{more}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";

    public static string Saying(string sentence) =>
        Http("200 OK", $"{{\"choices\":[{{\"message\":{{\"role\":\"assistant\",\"content\":\"{sentence}\"}}}}]}}");

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync(_end.Token);
        var stream = client.GetStream();
        var received = new MemoryStream();
        var buffer = new byte[4096];
        while (!IsWhole(Encoding.UTF8.GetString(received.ToArray())))
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0) break;
            received.Write(buffer, 0, read);
        }

        _request.TrySetResult(Encoding.UTF8.GetString(received.ToArray()));
        if (_reply is null) await Task.Delay(Timeout.Infinite, _end.Token);
        else await stream.WriteAsync(Encoding.UTF8.GetBytes(_reply), _end.Token);
    }

    // JSON content may come chunked; it ends with its closing braces.
    private static bool IsWhole(string text) => text.EndsWith("]}", StringComparison.Ordinal) || text.EndsWith("0\r\n\r\n", StringComparison.Ordinal) || text.EndsWith("}]}", StringComparison.Ordinal);
}
