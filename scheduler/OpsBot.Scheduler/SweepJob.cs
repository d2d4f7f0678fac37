using Microsoft.Extensions.Logging;
using OpsBot.Core.Certificates;
using OpsBot.Core.Changes;
using OpsBot.Core.Delivery;
using Quartz;

namespace OpsBot.Scheduler;

/// <summary>
/// Asks "what is due?" and, when the next due instant comes before the next regular look, sets one trigger for it.
/// A store that is away ends this run with a warning; the next trigger looks again, and what was due still is.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class SweepJob(DueSweepHandler sweep, OutboxReconcileHandler reconcile, SweepBeatHandler beat, CertificateDayHandler certificates, ServedTenants tenants, TimeProvider clock, MachineClock machine, SchedulerOptions options, IFaultReporter faults, ILogger<SweepJob> logger) : IJob
{
    public static readonly JobKey Key = new("sweep");
    private static readonly TriggerKey NextDue = new("next-due");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var tenant in tenants.All)
                await SweepAsync(tenant, context.Scheduler, cancellationToken);
        }
        catch (StoreUnavailableException fault)
        {
            StoreAway(logger, fault);
        }
    }

    // Each part is guarded alone: none of them may keep the others, or another tenant, from their turn.
    private async Task GuardAsync(string part, Func<Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await run();
            faults.LoopWentWell(part);
        }
        catch (Exception fault) when (ItemGuard.IsOfItem(fault, cancellationToken))
        {
            faults.LoopFailed(part, fault);
        }
    }

    private async Task SweepAsync(TenantId tenant, IScheduler scheduler, CancellationToken cancellationToken)
    {
        await GuardAsync("sweep", () => SweepAllAsync(tenant, cancellationToken), cancellationToken);
        await GuardAsync("reconcile", () => reconcile.RunAsync(tenant, cancellationToken), cancellationToken);
        await GuardAsync("beat", () => beat.BeatAsync(tenant, cancellationToken), cancellationToken);
        var next = await sweep.NextDueAtAsync(tenant, cancellationToken);
        if (next - clock.GetUtcNow() is { } wait && wait > TimeSpan.Zero && wait < options.SweepEvery)
            await ScheduleAsync(scheduler, machine.Now + wait, cancellationToken);
        // Last, because a full disk must stop no sweep.
        await GuardAsync("certificate", () => certificates.RunAsync(tenant, cancellationToken), cancellationToken);
    }

    private async Task SweepAllAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        while (await sweep.RunOnceAsync(tenant, cancellationToken) > 0)
        {
        }
    }

    private static async Task ScheduleAsync(IScheduler scheduler, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var trigger = TriggerBuilder.Create().WithIdentity(NextDue).ForJob(Key).StartAt(at).Build();
        if (await scheduler.RescheduleJob(NextDue, trigger, cancellationToken) is null)
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "The sweep ended early because the store is away; the next one looks again")]
    private static partial void StoreAway(ILogger logger, Exception fault);
}
