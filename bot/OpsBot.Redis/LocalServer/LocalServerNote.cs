namespace OpsBot.Redis.LocalServer;

/// <summary>Which server was last started in the data folder. <see cref="Schema"/> is 1; fields are only ever added.</summary>
internal sealed record LocalServerNote(int Schema, int ProcessId, int Port, string Password)
{
    public RedisEndpoint Endpoint => new("127.0.0.1", Port, Password);

    /// <summary>The record would print the password.</summary>
    public override string ToString() => $"process {ProcessId}, port {Port}";
}
