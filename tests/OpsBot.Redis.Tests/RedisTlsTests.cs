using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using OpsBot.Redis.Tests.Kills;
using OpsBot.TestKit;
using OpsBot.TestKit.Redis;
using OpsBot.TestKit.Tls;

namespace OpsBot.Redis.Tests;

/// <summary>A process that signs in over TLS as an ACL user; whom it trusts is named by the file in its environment.</summary>
public sealed class RedisTlsTests : IDisposable
{
    private const string Host = "redis.city";
    private readonly string _folder = Directory.CreateTempSubdirectory("opsbot-tls-").FullName;
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_PrivateAuthorityInTheTrustFile_SignsIn() => Assert.Equal("ready", await StartAsync(Host, trusted: true));

    [Theory]
    [InlineData(Host, false)]
    [InlineData("other.city", true)]
    public async Task Start_CertificateOfNobodyTrustedOrOfAnotherHost_IsRefused(string host, bool trusted)
    {
        var words = await StartAsync(host, trusted);
        Assert.Contains("No Redis can be reached at 127.0.0.1", words, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", words, StringComparison.Ordinal);
    }

    /// <summary>The process' "ready", or why it ended.</summary>
    private async Task<string> StartAsync(string host, bool trusted)
    {
        using var authority = new PrivateAuthority(_now);
        using var certificate = authority.Issue(host, _now.AddDays(-1), _now.AddDays(1));
        using var key = certificate.GetECDsaPrivateKey()!;
        var port = LoopbackPort.Free();
        await using var server = RedisServerFixture.With(
            $"tls-port {port}",
            "tls-cert-file " + Write("server.pem", certificate.ExportCertificatePem()),
            "tls-key-file " + Write("server.key", key.ExportPkcs8PrivateKeyPem()),
            "tls-ca-cert-file " + Write("ca.pem", authority.Pem),
            "tls-auth-clients no",
            "user bot on >secret ~* &* +@all");
        await server.InitializeAsync();
        var start = DeliveryProcess.StartOf($"127.0.0.1:{port},user=bot,password=secret,ssl=true,sslHost={Host}", _folder);
        if (trusted)
            start.Environment["SSL_CERT_FILE"] = Path.Combine(_folder, "ca.pem");
        using var process = Process.Start(start)!;
        var first = await process.StandardOutput.ReadLineAsync();
        process.StandardInput.Close();
        return first ?? await process.StandardError.ReadToEndAsync();
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
