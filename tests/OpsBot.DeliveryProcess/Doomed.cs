using System.Diagnostics;
using System.Reflection;

namespace OpsBot.DeliveryProcess;

/// <summary>
/// Stands before a port and kills the process, as <c>kill -9</c> does, before or after the named call took effect. Works
/// for any port, whatever calls it has.
/// </summary>
internal class Doomed<T> : DispatchProxy
    where T : class
{
    private T _inner = null!;
    private Orders _orders = null!;
    private Action<MethodInfo, object?>? _seen;
    private int _passes;

    /// <param name="inner">The real port.</param>
    /// <param name="orders">Where to die.</param>
    /// <param name="seen">Told of every finished call with its task; null: nobody.</param>
    public static T Before(T inner, Orders orders, Action<MethodInfo, object?>? seen = null)
    {
        var proxy = Create<T, Doomed<T>>();
        var own = (Doomed<T>)(object)proxy;
        (own._inner, own._orders, own._seen) = (inner, orders, seen);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Pass("before " + targetMethod!.Name);
        var result = targetMethod.Invoke(_inner, args);
        if (result is not Task task)
            return result;
        task.ContinueWith(
            done =>
            {
                Pass("after " + targetMethod.Name);
                if (done.IsCompletedSuccessfully)
                    _seen?.Invoke(targetMethod, done);
            },
            TaskContinuationOptions.ExecuteSynchronously);
        return result;
    }

    private void Pass(string point)
    {
        if (point != _orders.DiesAt || Interlocked.Increment(ref _passes) != _orders.DiesAtPass)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }
}
