using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsBot.Benchmarks.Turn.DotNetPeer;

/// <summary>
/// The SDK reads keys by https alone, with a client that nobody can set. So the platform's keys are read once and handed on by
/// https under a certificate of this run, which SSL_CERT_FILE makes the process trust. No turn passes here.
/// </summary>
internal static class SecureKeys
{
    /// <summary>The address of the metadata.</summary>
    public static async Task<string> ServeAsync(string platform)
    {
        var trusted = Environment.GetEnvironmentVariable("SSL_CERT_FILE") ?? throw new InvalidOperationException("SSL_CERT_FILE must name a file that can be written.");
        using var http = new HttpClient();
        var keys = await http.GetStringAsync(new Uri($"{platform}/keys"));
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=turn-benchmark", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
        await File.WriteAllTextAsync(trusted, made.ExportCertificatePem());
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var app = builder.Build();
        app.MapGet("/keys", () => Results.Text(keys, "application/json"));
        app.MapGet("/metadata", () => Results.Json(new { issuer = "https://api.botframework.com", jwks_uri = $"{app.Urls.First()}/keys", id_token_signing_alg_values_supported = (string[])["RS256"] }));
        await app.StartAsync();
        return $"{app.Urls.First()}/metadata";
    }
}
