using System.Security.Cryptography.X509Certificates;

namespace OpsBot.TestKit.Tls;

/// <summary>Certificates of a vendor on loopback: two good ones, and one of each kind that must not be trusted.</summary>
public sealed class VendorCertificates : IDisposable
{
    public const string First = "first";
    public const string Second = "second";
    public const string Third = "third";

    /// <summary>Of an authority that nobody trusts.</summary>
    public const string Stranger = "stranger";

    /// <summary>It ended yesterday.</summary>
    public const string Expired = "expired";

    /// <summary>Of another host.</summary>
    public const string Elsewhere = "elsewhere";

    private const string Host = "127.0.0.1";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("opsbot-tls-");

    public VendorCertificates(DateTimeOffset now)
    {
        using var authority = new PrivateAuthority(now);
        using var stranger = new PrivateAuthority(now);
        var (yesterday, later) = (now.AddDays(-1), now.AddDays(90));
        File.WriteAllText(AuthorityFile, authority.Pem);
        foreach (var good in new[] { First, Second, Third })
            Write(good, authority.Issue(Host, yesterday, later));
        Write(Stranger, stranger.Issue(Host, yesterday, later));
        Write(Expired, authority.Issue(Host, now.AddDays(-30), yesterday));
        Write(Elsewhere, authority.Issue("elsewhere.example", yesterday, later));
    }

    public string Folder => _folder.FullName;

    /// <summary>What <c>SSL_CERT_FILE</c> is to name.</summary>
    public string AuthorityFile => Path.Combine(Folder, "authority.pem");

    /// <summary>One of them with its key; a process that was only told the folder reads it too.</summary>
    public static X509Certificate2 Read(string folder, string name) =>
        X509Certificate2.CreateFromPemFile(Path.Combine(folder, $"{name}.pem"), Path.Combine(folder, $"{name}.key"));

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, X509Certificate2 certificate)
    {
        using (certificate)
        using (var key = certificate.GetECDsaPrivateKey()!)
        {
            File.WriteAllText(Path.Combine(Folder, $"{name}.pem"), certificate.ExportCertificatePem());
            File.WriteAllText(Path.Combine(Folder, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        }
    }
}
