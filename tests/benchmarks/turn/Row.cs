using System.Globalization;

namespace OpsBot.Benchmarks.Turn;

/// <summary>One measurement of one peer; CPU in milliseconds for each turn.</summary>
internal sealed record Row(string Peer, int Connections, Measurement Seen, double Cpu, double RedisCpu, double LoadCpu)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Peer} c={Connections} {Seen.PerSecond:F0}/s p50={Measurement.Percentile(Seen.Posted, 0.5):F2} p99={Measurement.Percentile(Seen.Posted, 0.99):F2} answer p50={Measurement.Percentile(Seen.Answered, 0.5):F2} p99={Measurement.Percentile(Seen.Answered, 0.99):F2} cpu={Cpu:F3} redis={RedisCpu:F3} load={LoadCpu:F3} refused={Seen.Refused} unanswered={Seen.Unanswered} surplus={Seen.Surplus}");
}
