using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace OpsBot.TestKit.Tls;

/// <summary>
/// The certificate of a server, replaced while it serves, and what became of each one that was shown: how often it was
/// offered, and by how many of its connections a client sent anything.
/// </summary>
public sealed class ReplaceableCertificate(string folder) : IDisposable
{
    private static readonly object StreamMark = new();
    private readonly ConcurrentDictionary<string, X509Certificate2> _read = new();
    private readonly ConcurrentDictionary<string, int> _offered = new();
    private readonly ConcurrentDictionary<string, int> _entrusted = new();
    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new();
    private volatile string _shown = VendorCertificates.First;

    /// <summary>How often a client was shown it.</summary>
    public int Offered(string name) => _offered.GetValueOrDefault(name);

    /// <summary>Connections made with it by which a client sent anything of its own: from the first byte of a request on.</summary>
    public int Entrusted(string name) => _entrusted.GetValueOrDefault(name);

    /// <summary>From now on whoever connects is shown this one. What is open stays open.</summary>
    public void Show(string name) => _shown = name;

    /// <summary>The connection of this request lives on when the server closes the others: it became a stream.</summary>
    public static void KeepOpen(HttpContext context) => context.Features.GetRequiredFeature<IConnectionItemsFeature>().Items[StreamMark] = true;

    /// <summary>
    /// The server closes what is open, each when its request is answered: a request is taken and answered in full, or not
    /// read at all.
    /// </summary>
    public async Task CloseAsync()
    {
        var old = _open.Where(c => !c.Value.Items.ContainsKey(StreamMark)).ToArray();
        foreach (var (_, connection) in old)
            connection.Features.Get<IConnectionLifetimeNotificationFeature>()!.RequestClose();
        await Eventually.TrueAsync(() => !old.Any(c => _open.ContainsKey(c.Key)), "old connections close", Eventually.SlowLimit);
    }

    /// <summary>Lets a server listen on loopback with it.</summary>
    /// <param name="server">The server.</param>
    /// <param name="port">0: a free one.</param>
    public void Listen(IWebHostBuilder server, int port) => server.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, Serve));

    public void Dispose()
    {
        foreach (var certificate in _read.Values)
            certificate.Dispose();
    }

    private void Serve(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => async connection =>
        {
            _open[connection.ConnectionId] = connection;
            try
            {
                await next(connection);
            }
            finally
            {
                _open.TryRemove(connection.ConnectionId, out _);
            }
        });
        listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificateSelector = Select, HandshakeTimeout = TimeSpan.FromMinutes(1) });
        listen.Use(next => async connection =>
        {
            await NoteFirstWordsAsync(connection);
            await next(connection);
        });
    }

    /// <summary>Looks at what the server will read, without taking it away.</summary>
    private async Task NoteFirstWordsAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        var closing = connection.Features.Get<IConnectionLifetimeNotificationFeature>()!.ConnectionClosedRequested;
        using var awake = closing.Register(input.CancelPendingRead);
        var first = await input.ReadAsync();
        if (!first.Buffer.IsEmpty)
            _entrusted.AddOrUpdate((string)connection.Items[this]!, 1, (_, sum) => sum + 1);
        input.AdvanceTo(first.Buffer.Start);
    }

    private X509Certificate2 Select(ConnectionContext? connection, string? host)
    {
        var shown = _shown;
        connection!.Items[this] = shown;
        _offered.AddOrUpdate(shown, 1, (_, sum) => sum + 1);
        return _read.GetOrAdd(shown, name => VendorCertificates.Read(folder, name));
    }
}
