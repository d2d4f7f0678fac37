using Microsoft.Extensions.DependencyInjection;
using OpsBot.Core.Changes;
using Quartz;

namespace OpsBot.Scheduler;

/// <summary>The scheduler role's one entry.</summary>
public static class SchedulerServices
{
    /// <summary>
    /// Quartz with the sweep job. Its store is memory on purpose: the due instants are in the tenant's own store, Quartz is
    /// only the clock, and a missed tick is caught by the next one.
    /// </summary>
    public static IServiceCollection AddOpsBotScheduler(this IServiceCollection services, SchedulerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<DueSweepHandler>();
        services.AddQuartz("opsbot", quartz =>
        {
            // Quartz keeps the machine's time: the bot's clock may jump in a demo, and only the sweep asks it. The scheduler
            // has a name because a nameless one would register its clock for the whole container.
            quartz.UseTimeProvider(TimeProvider.System);
            quartz.AddJob<SweepJob>(job => job.WithIdentity(SweepJob.Key).StoreDurably());
            quartz.AddTrigger(trigger => trigger
                .ForJob(SweepJob.Key)
                .WithIdentity("sweep-regularly")
                .StartNow()
                .WithSimpleSchedule(schedule => schedule.WithInterval(options.SweepEvery).RepeatForever()));
        });
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        return services;
    }
}
