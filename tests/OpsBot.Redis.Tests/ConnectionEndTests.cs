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
            var stream = client.GetStream();
            try
            {
                while (await ReadNumberAsync(stream, stop) is { } count)
                {
                    var words = new byte[count][];
                    for (var i = 0; i < count; i++)
                    {
                        // The client echoes bytes that are no text.
                        words[i] = new byte[await ReadNumberAsync(stream, stop) ?? 0];
                        await stream.ReadExactlyAsync(words[i], stop);
                        await stream.ReadExactlyAsync(new byte[2], stop);
                    }
                    byte[] answer = Encoding.ASCII.GetString(words[0]) switch
                    {
                        "PING" => "+PONG\r\n"u8.ToArray(),
                        "ECHO" => [.. Encoding.ASCII.GetBytes($"${words[1].Length}\r\n"), .. words[1], .. "\r\n"u8],
                        _ => "-ERR unknown command\r\n"u8.ToArray(),
                    };
                    await stream.WriteAsync(answer, stop);
                }
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or IOException)
            {
                // Hangs up.
            }
        }
    }

    // A sign, digits, CR and LF; null: nothing more comes.
    private static async Task<int?> ReadNumberAsync(NetworkStream stream, CancellationToken stop)
    {
        var one = new byte[1];
        var line = new StringBuilder();
        while (await stream.ReadAsync(one, stop) == 1)
        {
            if (one[0] == (byte)'\n')
                return int.Parse(line.ToString().AsSpan(1), CultureInfo.InvariantCulture);
            if (one[0] != (byte)'\r')
                line.Append((char)one[0]);
        }
        return null;
    }
}
