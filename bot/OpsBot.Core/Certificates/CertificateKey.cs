using System.Security.Cryptography;
using System.Text;

namespace OpsBot.Core.Certificates;

/// <summary>Signs anchors: ECDSA on P-256 with SHA-256, so that anybody can check with the public key alone.</summary>
public sealed class CertificateKey : IDisposable
{
    private readonly ECDsa _key;

    private CertificateKey(ECDsa key) => _key = key;

    /// <summary>The public key, as text to hand out.</summary>
    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    /// <summary>The signing key of an installation from its 32 secret bytes.</summary>
    public static CertificateKey FromSecret(byte[] secret) => new(ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret }));

    /// <summary>A key to check with, from its PEM text. Throws <see cref="FormatException"/> when it is none.</summary>
    public static CertificateKey FromPublicKey(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new CertificateKey(key);
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException("This is no public key in PEM form (-----BEGIN PUBLIC KEY-----).", broken);
        }
    }

    /// <summary>The signature in base 64.</summary>
    public string Sign(string text) => Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256));

    /// <summary>True when the signature is one of this key over this text.</summary>
    public bool Verifies(string text, string signature)
    {
        var bytes = new byte[96];
        return Convert.TryFromBase64String(signature, bytes, out var length) && _key.VerifyData(Encoding.UTF8.GetBytes(text), bytes.AsSpan(0, length), HashAlgorithmName.SHA256);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
