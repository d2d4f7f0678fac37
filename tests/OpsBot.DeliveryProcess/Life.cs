using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.Rates;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.WorkTime;

namespace OpsBot.DeliveryProcess;

/// <summary>Queues, releases, sends and records with the real stores and handlers, until it is killed.</summary>
internal sealed class Life
{
    private static readonly MessageClass[] Classes = [MessageClass.Assignment, MessageClass.Receipt, MessageClass.Escalation, MessageClass.Assignment, MessageClass.Circular];
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);
    private const int WarmRounds = 12;
    private readonly TenantId _tenant;
    private readonly Orders _orders;
    private readonly FastClock _bot;
    private readonly FastClock _machine;
    private readonly IChangeStore _changes;
    private readonly OutboxDeliveryHandler _delivery;
    private readonly OutboxReconcileHandler _reconcile;
    private readonly DeliverySignal _signal = new();
    private readonly Notebook _accepted;
    private readonly Notebook _leased;

    public Life(Orders orders, IServiceProvider provider, QuietHours hours, DeliveryRules rules, string folder, string tenant = "kills")
    {
        _orders = orders;
        _tenant = TenantId.Parse(tenant);
        (_bot, _machine) = (new FastClock(orders, orders.BotAhead), new FastClock(orders, TimeSpan.Zero));
        _accepted = new Notebook(Path.Combine(folder, "accepted"), onDisk: true);
        _leased = new Notebook(Path.Combine(folder, "leased"), onDisk: false);
        var city = new FixedCity(hours);
        var machine = new MachineClock(_machine);
        var outbox = Doomed<IOutbox>.Before(provider.GetRequiredService<IOutbox>(), orders, NoteLeases);
        var channel = Doomed<IChannelSender>.Before(new FileChannel(new Notebook(Path.Combine(folder, "sent"), onDisk: true), _bot), orders);
        _changes = Doomed<IChangeStore>.Before(provider.GetRequiredService<IChangeStore>(), orders);
        _delivery = new OutboxDeliveryHandler(
            outbox, new DeliveryPipeline(StandardStages.InOrder(rules)), rules, [channel], [], city, city, new RetryPolicy(), _bot, machine);
        _reconcile = new OutboxReconcileHandler(outbox, _signal, machine);
    }

    public static DeliveryRules ReadRules(string folder) => new(
        BurdenRules.Parse(File.ReadAllText(Path.Combine(folder, "burden.json"))).Value!,
        ChannelRules.Parse(File.ReadAllText(Path.Combine(folder, "channels.json"))).Value!);

    public Task RunAsync() => Task.WhenAll(DeliverAsync(), ReconcileAsync(), _orders.Enqueues ? EnqueueAsync() : Task.CompletedTask);

    /// <summary>Does everything a few times, so that the code is compiled before the life begins.</summary>
    public async Task WarmAsync()
    {
        for (var round = 0; round < WarmRounds; round++)
        {
            await QueueAsync(round);
            await _delivery.RunOnceAsync(_tenant, CancellationToken.None);
            await _reconcile.RunAsync(_tenant, CancellationToken.None);
        }
    }

    private async Task DeliverAsync()
    {
        while (true)
            if (await _delivery.RunOnceAsync(_tenant, CancellationToken.None) == 0)
                await _signal.WaitAsync(Breath, CancellationToken.None);
    }

    private async Task ReconcileAsync()
    {
        while (true)
        {
            await _reconcile.RunAsync(_tenant, CancellationToken.None);
            await Task.Delay(Breath * 4);
        }
    }

    private async Task EnqueueAsync()
    {
        for (var n = 0; ; n++)
        {
            await QueueAsync(n);
            await Task.Delay(Breath);
        }
    }

    private async Task QueueAsync(int n)
    {
        OutboundMessage[] messages = [.. Enumerable.Range(0, 3).Select(i => Message($"{_orders.Life}-{n}-{i}", (n * 3) + i))];
        await _changes.CommitAsync(new ChangeSet { Tenant = _tenant, AttemptId = $"{_orders.Life}-{n}", Effects = new Effects { Outbox = messages } }, CancellationToken.None);
        _signal.Nudge();
        foreach (var message in messages)
            _accepted.Write(message.Id);
    }

    private OutboundMessage Message(string id, int number) => new()
    {
        Id = id,
        Class = Classes[number % Classes.Length],
        PersonId = $"p{number % FixedCity.People}",
        Content = "消息" + id,
        CreatedAt = _bot.GetUtcNow(),
    };

    private void NoteLeases(MethodInfo method, object? task)
    {
        if (task is not Task<IReadOnlyList<OutboxEntry>> { Result: var entries } || method.Name != nameof(IOutbox.LeaseAsync))
            return;
        var now = _machine.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var entry in entries)
            _leased.Write(string.Create(CultureInfo.InvariantCulture, $"{entry.Message.Id}\t{now}"));
    }
}
