using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;

namespace OpsBot.Web.Hosting;

/// <summary>The certificate log's handlers, its key and its files.</summary>
internal static class CertificateServices
{
    /// <summary>The folder of anchors and public key, within the data folder.</summary>
    public static string FolderIn(string dataDirectory) => Path.Combine(dataDirectory, "certificate");

    public static IServiceCollection AddCertificates(this IServiceCollection services, SecretFiles secrets, string dataDirectory)
    {
        var folder = FolderIn(dataDirectory);
        var key = CertificateKey.FromSecret(secrets.Get("certificate"));
        Directory.CreateDirectory(folder);
        // Handed out to whoever checks. It follows from the secret key, so it is written only where it is not there yet: writing it
        // anew on a full disk would leave an empty one.
        var file = Path.Combine(folder, "public-key.pem");
        if (!File.Exists(file) || File.ReadAllText(file) != key.PublicKey + "\n")
            File.WriteAllText(file, key.PublicKey + "\n");
        services.AddSingleton(key);
        services.AddSingleton<IAnchorFile>(new AnchorFile(folder));
        services.AddSingleton<CertificateSealHandler>();
        services.AddSingleton<CertificateAnchorHandler>();
        services.AddSingleton<CertificateDayHandler>();
        services.AddSingleton<IDueHandler>(all => all.GetRequiredService<CertificateDayHandler>());
        services.AddHealthChecks().AddCheck<CertificateHealthCheck>("certificate", tags: ["ready"]);
        return services;
    }
}
