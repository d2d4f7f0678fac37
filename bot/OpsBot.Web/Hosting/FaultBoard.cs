using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OpsBot.Core.Changes;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Keeps for the health page which loops fail, counts what was set aside, and logs both. The message of an exception may hold
/// what people wrote, so only its type and stack are logged.
/// </summary>
internal sealed partial class FaultBoard(ILogger<FaultBoard> logger) : IFaultReporter, IDisposable
{
    private readonly Meter _meter = new("OpsBot");
    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal);
    private Counter<long>? _setAside;

    /// <summary>Names of the loops whose last round failed.</summary>
    public IReadOnlyList<string> Failing => [.. _failing.Keys.Order(StringComparer.Ordinal)];

    public void Report(TenantId tenant, ItemFault fault)
    {
        _setAside ??= _meter.CreateCounter<long>("opsbot.items.set_aside");
        _setAside.Add(1, new KeyValuePair<string, object?>("queue", fault.Queue), new KeyValuePair<string, object?>("reason", fault.Reason.ToString()));
        SetAside(logger, fault.Queue, fault.Id, fault.Reason, fault.Attempts, fault.Cause?.GetType().Name, fault.Cause?.StackTrace);
    }

    public void LoopFailed(string loop, Exception fault)
    {
        _failing[loop] = fault.GetType().Name;
        RoundFailed(logger, loop, fault.GetType().Name, fault.StackTrace);
    }

    public void LoopWentWell(string loop) => _failing.TryRemove(loop, out _);

    public void Dispose() => _meter.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "{Queue} sets {Id} aside: {Reason}, {Attempts} in a row. {Fault} {Stack}")]
    private static partial void SetAside(ILogger logger, string queue, string id, ItemFaultReason reason, int attempts, string? fault, string? stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Loop} failed; the next one comes all the same. {Fault} {Stack}")]
    private static partial void RoundFailed(ILogger logger, string loop, string fault, string? stack);
}
