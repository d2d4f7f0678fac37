using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Sends answers as soon as their turn is stored, one after the other for each place. While too many are under way, new ones
/// go by the delivery worker alone, until that one has found nothing left to do: else a later answer could overtake an
/// earlier one.
/// </summary>
internal sealed partial class AnswerCourier(OutboxDeliveryHandler handler, ILogger<AnswerCourier> logger)
    : IAnswerCourier, IHostedService, IDisposable
{
    private const int MostUnderWay = 512;
    private readonly Lock _gate = new();
    private readonly Dictionary<(TenantId Tenant, string Place), Line> _places = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _underWay;
    private bool _isBehind;
    private bool _isStopping;

    public SendStart? Prepare(IReadOnlyList<OutboundMessage> answers)
    {
        lock (_gate)
        {
            _isBehind |= _underWay >= MostUnderWay;
            if (_isBehind || _isStopping)
                return null;
        }
        return handler.StartOf(answers);
    }

    public void Take(TenantId tenant, SendStart start, IReadOnlyList<OutboundMessage> begun)
    {
        foreach (var message in begun)
        {
            var place = (tenant, message.Address!.ConversationId);
            var sent = new Begun(message, start);
            Line line;
            lock (_gate)
            {
                _underWay++;
                if (_places.TryGetValue(place, out var waiting))
                {
                    waiting.Behind.Enqueue(sent);
                    continue;
                }
                line = _places[place] = new Line(this, place, sent);
            }
            // The turn is acknowledged first.
            ThreadPool.UnsafeQueueUserWorkItem(line, preferLocal: true);
        }
    }

    /// <summary>The delivery worker found nothing to do.</summary>
    public void CaughtUp()
    {
        lock (_gate)
            _isBehind = false;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Lets what is under way end; what does not is sent by another worker once its lease runs out.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_underWay == 0)
                _idle.TrySetResult();
        }
        await Task.WhenAny(_idle.Task, Task.Delay(Timeout.Infinite, cancellationToken));
        await _stopping.CancelAsync();
    }

    public void Dispose() => _stopping.Dispose();

    private async Task SendAllAsync(Line line)
    {
        for (var begun = line.First; begun is not null; begun = Next(line))
        {
            try
            {
                await handler.SendBegunAsync(line.Place.Tenant, begun.Message, begun.Start, _stopping.Token);
            }
            catch (StoreUnavailableException fault)
            {
                // Those behind it to the same place wait for their leases too, so that all come in their order.
                StoreAway(logger, fault);
                Drop(line);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                // The handler sets a message that fails aside; this is a fault of that. The leases of what is let go here run
                // out, and the worker looks at each of them alone.
                Broken(logger, bug.GetType().Name, bug.StackTrace);
                Drop(line);
            }
            finally
            {
                Left();
            }
        }
    }

    private Begun? Next(Line line)
    {
        lock (_gate)
        {
            if (line.Behind.TryDequeue(out var begun))
                return begun;
            _places.Remove(line.Place);
            return null;
        }
    }

    private void Drop(Line line)
    {
        lock (_gate)
        {
            _underWay -= line.Behind.Count;
            line.Behind.Clear();
        }
    }

    private void Left()
    {
        lock (_gate)
            if (--_underWay == 0 && _isStopping)
                _idle.TrySetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store is away; an answer is recorded, or sent again, when its lease has run out")]
    private static partial void StoreAway(ILogger logger, Exception fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Answers to one place are left to the worker because of a fault in the program: {Fault} {Stack}")]
    private static partial void Broken(ILogger logger, string fault, string? stack);

    private sealed record Begun(OutboundMessage Message, SendStart Start);

    /// <summary>The answers to one place. Most have nobody behind them.</summary>
    private sealed class Line(AnswerCourier courier, (TenantId Tenant, string Place) place, Begun first) : IThreadPoolWorkItem
    {
        public (TenantId Tenant, string Place) Place => place;

        public Begun First => first;

        /// <summary>Guarded by the courier's gate.</summary>
        public Queue<Begun> Behind { get; } = new();

        public void Execute() => _ = courier.SendAllAsync(this);
    }
}
