using System.Reflection;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;

namespace OpsBot.Core.Tests.Hosting;

/// <summary>An outbox that goes away when the test says so.</summary>
public class FaultyOutbox : DispatchProxy
{
    private IOutbox _inner = null!;
    private Func<bool> _isAway = () => false;

    /// <summary>Over a real one.</summary>
    public static IOutbox Over(IOutbox inner, Func<bool> isAway)
    {
        var proxy = Create<IOutbox, FaultyOutbox>();
        var self = (FaultyOutbox)(object)proxy;
        (self._inner, self._isAway) = (inner, isAway);
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _isAway() ? throw new StoreUnavailableException("told to be away") : targetMethod!.Invoke(_inner, args);
}
