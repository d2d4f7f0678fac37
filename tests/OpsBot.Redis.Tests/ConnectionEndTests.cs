using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OpsBot.Redis.Resp;

namespace OpsBot.Redis.Tests;

/// <summary>What a connection meets when there is no Redis any more.</summary>
public sealed class ConnectionEndTests
{
    [Fact]
    public async Task DisposeAsync_WhileTheServerRefuses_NeverThrows()
    {
        // The refusal and the stop must meet, so it is tried often and after different short times.
        for (var attempt = 0; attempt < 60; attempt++)
        {
            using var server = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
            using var stop = new CancellationTokenSource();
            var serving = ServeAsync(server, stop.Token);
            var options = new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(10) };
            var connection = new RedisConnection(Options.Create(options), TimeProvider.System, NullLogger<RedisConnection>.Instance);
            await connection.OpenAsync(new RedisEndpoint("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port, null), CancellationToken.None);

            server.Stop();
            await stop.CancelAsync();
            await serving;
            for (var turn = 0; turn < attempt; turn++)
                await Task.Yield();

            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task ConnectAsync_StoppedInTheMomentOfTheRefusal_IsStopped()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var stop = new CancellationTokenSource();
        var connecting = RespStream.ConnectAsync(new RedisEndpoint("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port, null), TimeSpan.FromSeconds(30), 1024, stop.Token);
        using (var client = await server.AcceptSocketAsync())
        {
            await stop.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task ConnectAsync_AnswersAreTheQuestions_IsNoRedis()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var connecting = RespStream.ConnectAsync(new RedisEndpoint("127.0.0.1", ((IPEndPoint)server.LocalEndpoint).Port, "secret"), TimeSpan.FromSeconds(30), 1024, CancellationToken.None);
        using var client = await server.AcceptTcpClientAsync();
        _ = client.GetStream().CopyToAsync(client.GetStream());

        await Assert.ThrowsAsync<RedisUnavailableException>(() => connecting);
    }

    /// <summary>Answers every PING until it is stopped, and then hangs up.</summary>
    private static async Task ServeAsync(TcpListener server, CancellationToken stop)
    {
        List<Task> talks = [];
        try
        {
            while (true)
                talks.Add(TalkAsync(await server.AcceptTcpClientAsync(stop), stop));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private static async Task TalkAsync(TcpClient client, CancellationToken stop)
    {
        using (client)
        {
            var buffer = new byte[1024];
            try
            {
                while (await client.GetStream().ReadAsync(buffer, stop) is var read and > 0)
                    for (var ping = 0; ping < Encoding.ASCII.GetString(buffer, 0, read).Split("PING").Length - 1; ping++)
                        await client.GetStream().WriteAsync("+PONG\r\n"u8.ToArray(), stop);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or IOException)
            {
                // Hangs up.
            }
        }
    }
}
