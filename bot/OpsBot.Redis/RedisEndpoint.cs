namespace OpsBot.Redis;

/// <summary>Where a single Redis listens that OpsBot started itself, and its password.</summary>
internal sealed record RedisEndpoint(string Host, int Port, string Password)
{
    /// <summary>For logs and messages: never the password.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
