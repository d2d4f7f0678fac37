using System.Diagnostics;
using OpsBot.TestKit;
using OpsBot.TestKit.Redis;
using StackExchange.Redis;

namespace OpsBot.Redis.Tests;

public sealed class RedisConnectionTests(RedisServerFixture server) : IClassFixture<RedisServerFixture>
{
    private static readonly RedisScript Add = RedisScript.FromText("add", "return redis.call('INCRBY', KEYS[1], ARGV[1])");

    [Fact]
    public async Task ExecuteAsync_TextNumbersAndBytes_ComeBackAsSent()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        await connection.DoAsync(["HSET", "{t}:h", "text", "泉州\r\n", "number", long.MinValue, "bytes", new byte[] { 0, 255, 13, 10 }]);
        Assert.Equal("泉州\r\n", (await connection.AskAsync(["HGET", "{t}:h", "text"])).AsText());
        Assert.Equal(long.MinValue, (await connection.AskAsync(["HGET", "{t}:h", "number"])).AsInteger());
        Assert.Equal([0, 255, 13, 10], (byte[])(await connection.AskAsync(["HGET", "{t}:h", "bytes"]))!);
        Assert.True((await connection.AskAsync(["HGET", "{t}:h", "none"])).IsNull);
    }

    [Fact]
    public async Task EvalAsync_ScriptFlushedOnTheServer_SendsTheTextAgain()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        Assert.Equal(5, (await connection.EvalAsync(Add, "{t}:n", [5])).AsInteger());
        await connection.DoAsync(["SCRIPT", "FLUSH"]);
        Assert.Equal(7, (await connection.EvalAsync(Add, "{t}:n", [2])).AsInteger());
        Assert.Equal(1, (await connection.AskAsync(["SCRIPT", "EXISTS", Add.Sha1])).AsArray()[0].AsInteger());
    }

    [Fact]
    public async Task ExecuteAsync_64CallersAtOnce_EachGetsItsOwnAnswer()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (var i = 0; i < 200; i++)
            {
                var text = $"{caller}/{i}/" + new string('x', (caller * 37 + i) % 3000);
                Assert.Equal(text, (await connection.DoAsync(["ECHO", text])).AsText());
            }
        }));
    }

    [Fact]
    public async Task ExecuteAsync_LargeReply_ArrivesWhole()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        var large = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(large);
        Assert.Equal(large, (byte[])(await connection.DoAsync(["ECHO", large]))!);
    }

    [Fact]
    public async Task ExecuteAsync_ErrorReply_ThrowsWithItsCodeAndTheSocketGoesOn()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        await connection.DoAsync(["SET", "{t}:s", "x"]);
        var failure = await Assert.ThrowsAsync<RedisReplyException>(() => connection.DoAsync(["LPUSH", "{t}:s", "x"]));
        Assert.Equal("WRONGTYPE", failure.Code);
        Assert.Equal("x", (await connection.AskAsync(["GET", "{t}:s"])).AsText());
    }

    [Fact]
    public async Task ExecuteAsync_ReplyOverTheLimit_FailsAndTheConnectionRecovers()
    {
        await using var connection = await TestConnection.OpenAsync(server, options => options.MaxReplyBytes = 64 * 1024);
        var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => connection.DoAsync(["ECHO", new byte[100_000]]));
        Assert.Contains("exceeds the limit of 65536 bytes", failure.Message, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => connection.IsConnected, "reconnected");
        await connection.AskAsync(["PING"]);
    }

    [Fact]
    public async Task ExecuteAsync_ServerKilledWithCallsUnderWay_AllFailAtOnceAndLaterCallsWorkAgain()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        server.Freeze();
        var calls = Enumerable.Range(0, 64).Select(_ => connection.DoAsync(["INCR", "{t}:killed"])).ToArray();
        await server.KillAsync();
        var watch = Stopwatch.StartNew();
        foreach (var call in calls)
            Assert.True((await Assert.ThrowsAsync<RedisUnavailableException>(() => call)).MayHaveRun);
        await Eventually.TrueAsync(() => !connection.IsConnected, "the connection given up");
        var refused = await Assert.ThrowsAsync<RedisUnavailableException>(() => connection.DoAsync(["PING"]));
        Assert.False(refused.MayHaveRun);
        Assert.InRange(watch.ElapsedMilliseconds, 0, 2000);

        await server.StartAsync();
        await Eventually.TrueAsync(() => connection.IsConnected, "reconnected");
        Assert.Equal("PONG", (await connection.AskAsync(["PING"])).AsText());
    }

    [Fact]
    public async Task ExecuteAsync_ServerFrozen_FailsWithinTheCallTimeoutAndRecovers()
    {
        await using var connection = await TestConnection.OpenAsync(server, options => options.CallTimeout = TimeSpan.FromMilliseconds(200));
        server.Freeze();
        try
        {
            var watch = Stopwatch.StartNew();
            var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => connection.DoAsync(["PING"]));
            Assert.True(failure.MayHaveRun);
            Assert.InRange(watch.ElapsedMilliseconds, 150, 3000);
        }
        finally
        {
            server.Thaw();
        }

        await Eventually.TrueAsync(() => connection.IsConnected, "reconnected");
        await connection.AskAsync(["PING"]);
    }

    [Fact]
    public async Task ReadAsync_ConnectionCut_IsRepeatedOnTheNext()
    {
        await using var other = await TestConnection.OpenAsync(server);
        for (var i = 0; i < 20; i++)
        {
            // A fresh connection each time: the cut of the round before may be seen at any moment.
            await using var connection = await TestConnection.OpenAsync(server);
            var socket = (await connection.DoAsync(["CLIENT", "ID"])).AsText();
            var cut = other.DoAsync(["CLIENT", "KILL", "ID", socket]);
            for (var call = 0; call < 4; call++) Assert.Equal("PONG", (await connection.AskAsync(["PING"])).AsText());
            await cut;
        }
    }

    [Fact]
    public async Task ExecuteAsync_TooManyCallsWait_FailsAtOnce()
    {
        await using var connection = await TestConnection.OpenAsync(server, options =>
        {
            options.MaxWaitingCalls = 10;
        });
        server.Freeze();
        Task<RedisResult>[] calls;
        try
        {
            calls = [.. Enumerable.Range(0, 10).Select(_ => connection.DoAsync(["PING"]))];
            var refused = await Assert.ThrowsAsync<RedisUnavailableException>(() => connection.DoAsync(["PING"]));
            Assert.False(refused.MayHaveRun);
        }
        finally
        {
            server.Thaw();
        }

        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task ExecuteAsync_Cancelled_LeavesOtherCallsAlone()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        using var cancel = new CancellationTokenSource();
        server.Freeze();
        Task<RedisResult> kept;
        try
        {
            var given = connection.DoAsync(["ECHO", "a"], cancel.Token);
            kept = connection.DoAsync(["ECHO", "b"]);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        }
        finally
        {
            server.Thaw();
        }

        Assert.Equal("b", (await kept).AsText());
    }

    [Fact]
    public async Task ExecuteAsync_OutOfMemory_IsUnavailableAndSurelyDidNotRun()
    {
        await using var connection = await TestConnection.OpenAsync(server);
        await connection.DoAsync(["CONFIG", "SET", "maxmemory", "1"]);
        try
        {
            var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => connection.EvalAsync(Add, "{t}:oom", [1]));
            Assert.False(failure.MayHaveRun);
        }
        finally
        {
            await connection.DoAsync(["CONFIG", "SET", "maxmemory", "0"]);
        }
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task OpenAsync_WrongOrNoPassword_Throws(string? password)
    {
        await using var connection = TestConnection.Closed();
        var failure = await Assert.ThrowsAsync<RedisReplyException>(
            () => connection.OpenAsync(new ConfigurationOptions { EndPoints = { { "127.0.0.1", server.Port } }, Password = password }, CancellationToken.None));
        Assert.Contains(failure.Code, new[] { "WRONGPASS", "NOAUTH" });
    }

    [Fact]
    public async Task OpenAsync_NobodyListens_SaysWhere()
    {
        await using var nobody = new RedisServerFixture();
        await nobody.InitializeAsync();
        await nobody.KillAsync();
        var failure = await Assert.ThrowsAsync<RedisUnavailableException>(() => TestConnection.OpenAsync(nobody));
        Assert.Contains($"127.0.0.1:{nobody.Port}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(nobody.Password, failure.ToString(), StringComparison.Ordinal);
    }
}
