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
        // Handed out to whoever checks; written anew at each start, since it follows from the secret key.
        File.WriteAllText(Path.Combine(folder, "public-key.pem"), key.PublicKey + "\n");
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
