using System.Security.Cryptography;
using OpsBot.Core.Changes;

namespace OpsBot.Web.Hosting;

/// <summary>The operating system's random bytes.</summary>
internal sealed class SystemEntropy : IEntropySource
{
    public byte[] Draw() => RandomNumberGenerator.GetBytes(32);
}
