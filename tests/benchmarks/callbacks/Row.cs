namespace OpsBot.Benchmarks.Callbacks;

/// <summary>One measurement of one checkout; CPU in milliseconds for each turn.</summary>
internal sealed record Row(string Host, int Connections, Measurement Seen, double Cpu, double RedisCpu);
