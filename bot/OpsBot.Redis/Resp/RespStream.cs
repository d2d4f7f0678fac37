using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace OpsBot.Redis.Resp;

/// <summary>One signed-in byte stream to Redis. One reader and one writer at a time; no multiplexing, no time limit of its own.</summary>
internal sealed class RespStream : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private readonly RespParser _parser;

    private RespStream(Stream stream, int maxReplyBytes)
    {
        _stream = stream;
        _reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 32 * 1024));
        _parser = new RespParser(maxReplyBytes);
    }

    /// <summary>Connects, signs in and waits for an answer to PING, so that a server that is still loading counts as not there.</summary>
    public static async Task<RespStream> ConnectAsync(RedisEndpoint endpoint, TimeSpan timeout, int maxReplyBytes, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, limit.Token);
            KeepAlive(socket);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (endpoint.Tls) stream = await EncryptAsync(stream, endpoint.Host, limit.Token);
            var opened = new RespStream(stream, maxReplyBytes);
            if (endpoint.Password is not null)
            {
                await opened.CallAsync(endpoint.User is null ? ["AUTH", endpoint.Password] : ["AUTH", endpoint.User, endpoint.Password], limit.Token);
            }

            // A connection to a free port of this machine can end at itself and answer with the question.
            var answer = await opened.CallAsync(["PING"], limit.Token);
            if (answer.Kind != RespKind.Text || answer.AsText() != "PONG") throw new RespProtocolException("What answers there is no Redis.");
            return opened;
        }
        catch (Exception failure)
        {
            socket.Dispose();
            if (!IsTransport(failure)) throw;
            // A refusal that comes in the moment of stopping must look like stopping, or whoever stops gets the refusal.
            cancellation.ThrowIfCancellationRequested();
            throw new RedisUnavailableException($"No Redis can be reached at {endpoint}: {Reason(failure, timeout)}", mayHaveRun: false, failure);
        }
    }

    public static bool IsTransport(Exception failure) => failure is IOException
        or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException;

    public async Task<RespValue> CallAsync(RedisArgument[] command, CancellationToken cancellation)
    {
        var output = new ArrayBufferWriter<byte>();
        RedisArgument.WriteCommand(output, command);
        await WriteAsync(output.WrittenMemory, cancellation);
        var reply = await ReadAsync(cancellation);
        return reply.Kind == RespKind.Error ? throw RedisReplyException.From(reply.AsText()) : reply;
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => _stream.WriteAsync(bytes, cancellation);

    public async ValueTask<RespValue> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var result = await _reader.ReadAsync(cancellation);
            var buffer = result.Buffer;
            var complete = _parser.TryRead(ref buffer, out var value);
            _reader.AdvanceTo(buffer.Start, complete ? buffer.Start : buffer.End);
            if (complete) return value;
            if (result.IsCompleted) throw new EndOfStreamException("Redis closed the connection.");
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<Stream> EncryptAsync(Stream inner, string host, CancellationToken cancellation)
    {
        var stream = new SslStream(inner);
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host }, cancellation);
        return stream;
    }

    /// <summary>Finds out within half a minute that the other machine is gone, also when nothing is being asked.</summary>
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    private static string Reason(Exception failure, TimeSpan timeout) => failure is OperationCanceledException
        ? $"no answer within {timeout}."
        : failure.Message;
}
