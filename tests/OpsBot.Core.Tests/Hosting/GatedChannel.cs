using System.Collections.Concurrent;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Hosting;

/// <summary>A channel in which each send waits until the test lets that message through.</summary>
internal sealed class GatedChannel : IChannelSender
{
    /// <summary>A test that would hang fails after this.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _started = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<SendResult>> _gates = [];
    private readonly ConcurrentQueue<string> _sent = [];

    /// <summary>One without limits of its own.</summary>
    public string Channel => "directline";

    /// <summary>Ids in the order in which they reached the messenger.</summary>
    public IReadOnlyList<string> Sent => [.. _sent];

    public async Task<SendResult> SendAsync(TenantId tenant, Address address, OutboundMessage message, CancellationToken cancellationToken)
    {
        StartOf(message.Id).TrySetResult();
        var result = await GateOf(message.Id).Task.WaitAsync(cancellationToken);
        _sent.Enqueue(message.Id);
        return result;
    }

    public void Open(params IEnumerable<string> ids)
    {
        foreach (var id in ids)
            GateOf(id).TrySetResult(new SendResult.Accepted());
    }

    /// <summary>This message's send throws.</summary>
    public void Break(string id) => GateOf(id).TrySetException(new InvalidOperationException("told to be a bug"));

    /// <summary>Ends when the message's send has begun.</summary>
    public Task StartedAsync(string id) => StartOf(id).Task.WaitAsync(Patience);

    public bool HasStarted(string id) => StartOf(id).Task.IsCompleted;

    private TaskCompletionSource StartOf(string id) => _started.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<SendResult> GateOf(string id) => _gates.GetOrAdd(id, _ => new TaskCompletionSource<SendResult>(TaskCreationOptions.RunContinuationsAsynchronously));
}
