using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Web.Hosting;

/// <summary>
/// Sends answers as soon as their turn is stored, one after the other for each place. While too many are under way, new ones
/// go by the delivery worker alone, until that one has found nothing left to do: else a later answer could overtake an
/// earlier one.
/// </summary>
internal sealed partial class AnswerCourier(OutboxDeliveryHandler handler, IHostApplicationLifetime process, ILogger<AnswerCourier> logger)
    : IAnswerCourier, IHostedService, IDisposable
{
    private const int MostUnderWay = 512;
    private readonly Lock _gate = new();
    private readonly Dictionary<(TenantId Tenant, string Place), Queue<Begun>> _places = [];
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
            lock (_gate)
            {
                _underWay++;
                if (_places.TryGetValue(place, out var waiting))
                {
                    waiting.Enqueue(new Begun(message, start));
                    continue;
                }
                _places[place] = new Queue<Begun>([new Begun(message, start)]);
            }
            // The turn is acknowledged first.
            _ = Task.Run(() => SendAllAsync(place));
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

    private async Task SendAllAsync((TenantId Tenant, string Place) place)
    {
        while (Next(place) is { } begun)
        {
            try
            {
                await handler.SendBegunAsync(place.Tenant, begun.Message, begun.Start, _stopping.Token);
            }
            catch (StoreUnavailableException fault)
            {
                // Those behind it to the same place wait for their leases too, so that all come in their order.
                StoreAway(logger, fault);
                Drop(place);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception bug)
            {
                // As a worker's does: a process that cannot go on is started anew, and what it held is sent then. Those behind
                // it are let go, so that the stop does not wait for what nobody sends.
                Broken(logger, bug);
                Drop(place);
                process.StopApplication();
            }
            finally
            {
                Left();
            }
        }
    }

    private Begun? Next((TenantId Tenant, string Place) place)
    {
        lock (_gate)
        {
            if (_places[place].TryDequeue(out var begun))
                return begun;
            _places.Remove(place);
            return null;
        }
    }

    private void Drop((TenantId Tenant, string Place) place)
    {
        lock (_gate)
        {
            _underWay -= _places[place].Count;
            _places[place].Clear();
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

    [LoggerMessage(Level = LogLevel.Critical, Message = "An answer could not be sent because of a fault in the program; the process stops")]
    private static partial void Broken(ILogger logger, Exception bug);

    private sealed record Begun(OutboundMessage Message, SendStart Start);
}
