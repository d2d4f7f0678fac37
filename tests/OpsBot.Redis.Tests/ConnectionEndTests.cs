using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using StackExchange.Redis;

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
            var connection = TestConnection.Closed(new RedisOptions { ReconnectPause = TimeSpan.FromMilliseconds(10) });
            await connection.OpenAsync(At(server), CancellationToken.None);

            server.Stop();
            await stop.CancelAsync();
            await serving;
            for (var turn = 0; turn < attempt; turn++)
                await Task.Yield();

            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task OpenAsync_StoppedInTheMomentOfTheRefusal_IsStopped()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var stop = new CancellationTokenSource();
        await using var connection = TestConnection.Closed();
        var opening = connection.OpenAsync(At(server), stop.Token);
        using (var client = await server.AcceptSocketAsync())
        {
            await stop.CancelAsync();
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    [Fact]
    public async Task OpenAsync_AnswersAreTheQuestions_IsNoRedis()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        await using var connection = TestConnection.Closed(new RedisOptions { ConnectTimeout = TimeSpan.FromMilliseconds(500) });
        var opening = connection.OpenAsync(At(server), CancellationToken.None);
        using var client = await server.AcceptTcpClientAsync();
        _ = client.GetStream().CopyToAsync(client.GetStream());

        await Assert.ThrowsAsync<RedisUnavailableException>(() => opening);
    }

    private static ConfigurationOptions At(TcpListener server) => new() { EndPoints = { server.LocalEndpoint } };

    /// <summary>Answers PING and ECHO, knows nothing else, until it is stopped, and then hangs up.</summary>
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
            using var lines = new StreamReader(client.GetStream(), leaveOpen: true);
            try
            {
                while (await lines.ReadLineAsync(stop) is { } head)
                {
                    var words = new string?[int.Parse(head[1..], CultureInfo.InvariantCulture)];
                    for (var i = 0; i < words.Length; i++)
                    {
                        await lines.ReadLineAsync(stop);
                        words[i] = await lines.ReadLineAsync(stop);
                    }
                    var answer = words[0] switch
                    {
                        "PING" => "+PONG\r\n",
                        "ECHO" => $"${words[1]!.Length}\r\n{words[1]}\r\n",
                        _ => "-ERR unknown command\r\n",
                    };
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
                }
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or IOException)
            {
                // Hangs up.
            }
        }
    }
}
