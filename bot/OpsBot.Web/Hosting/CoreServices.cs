using OpsBot.Core.Changes;
using OpsBot.Core.Circulars;
using OpsBot.Core.Complaints;
using OpsBot.Core.Conversations;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Burden;
using OpsBot.Core.Delivery.DeadLetters;
using OpsBot.Core.Delivery.Replanning;
using OpsBot.Core.Delivery.Stages;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.Identity;
using OpsBot.Core.Overrides;
using OpsBot.Core.Regulations;
using OpsBot.Core.Regulations.Utterances;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;
using OpsBot.Web.Packs;

namespace OpsBot.Web.Hosting;

/// <summary>Puts Core together: packs become values, dialogs get their order, handlers get their ports.</summary>
internal static class CoreServices
{
    public static IServiceCollection AddOpsBotCore(this IServiceCollection services, PackReader packs, SecretFiles secrets, TenantId tenant)
    {
        services.AddSingleton(new ServedTenants([tenant]));
        services.AddSingleton(new MachineClock(TimeProvider.System));
        services.AddSingleton<IEntropySource, SystemEntropy>();
        services.AddSingleton<DeliverySignal>();
        var regulations = packs.ReadRegulations();
        services.AddSingleton(new RegulationAnswerer(regulations));
        services.AddSingleton(new CommandReader(regulations.Commands));
        services.AddSingleton(regulations.Library);
        services.AddSingleton(regulations.Places);
        var workTime = packs.ReadWorkTime();
        services.AddSingleton(workTime);
        services.AddSingleton(workTime.Schedule);
        services.AddSingleton<HoursBook>();
        services.AddSingleton(packs.ReadCalendarWatch());
        services.AddSingleton<IQuietHoursSource, PersonalQuietHours>();
        services.AddSingleton(packs.ReadPersonalHours());
        services.AddSingleton(packs.ReadMeetingDays());
        services.AddSingleton(packs.ReadClassifier());
        services.AddSingleton(packs.ReadGuardRules(regulations.Library));
        services.AddSingleton(packs.ReadTaxonomy());
        services.AddSingleton(packs.ReadDeadlineRules());
        services.AddSingleton(new ReceiptKeys(secrets.Get("receipt")));
        services.AddSingleton(packs.ReadOverrideRules());
        services.AddSingleton(packs.ReadLinkRules());
        services.AddSingleton(packs.ReadReadRules());
        services.AddSingleton(new LinkKeys(secrets.Get("link")));
        services.AddSingleton<PersonAddresses>();
        var delivery = packs.ReadDeliveryRules();
        services.AddSingleton(delivery);
        services.AddSingleton(delivery.Burden);
        services.AddSingleton(new DeliveryPipeline(StandardStages.InOrder(delivery)));
        services.AddSingleton(new RetryPolicy());
        return services.AddDialogs().AddHandlers();
    }

    private static IServiceCollection AddDialogs(this IServiceCollection services)
    {
        services.AddSingleton<RegulationDialog>();
        services.AddSingleton<CareDialog>();
        services.AddSingleton<WelcomeDialog>();
        services.AddSingleton<GroupGuardDialog>();
        // The order in which they may claim a message.
        services.AddSingleton<IDialog, IntakeDialog>();
        services.AddSingleton<IDialog, AccountDialog>();
        services.AddSingleton<IDialog, ReceiptDialog>();
        // A circular's number reads like a case's with a prefix, so the circulars look first.
        services.AddSingleton<IDialog, CircularDialog>();
        services.AddSingleton<IDialog, CircularDesk>();
        services.AddSingleton<IDialog, OverrideDesk>();
        services.AddSingleton<IDialog, CaseDesk>();
        services.AddSingleton<IDialog, LegDesk>();
        services.AddSingleton<IDialog, AnswerReviewDialog>();
        services.AddSingleton<IDialog, PersonalHoursDialog>();
        services.AddSingleton<IDialog, CalendarImportDialog>();
        services.AddSingleton<IDialog, DeadLetterDialog>();
        services.AddSingleton<IDialog, BurdenDialog>();
        services.AddSingleton<IDialog, GroupOfferDesk>();
        services.AddSingleton(all => new DialogRouter(
            [.. all.GetServices<IDialog>()], all.GetRequiredService<RegulationDialog>(), all.GetRequiredService<WelcomeDialog>(),
            all.GetRequiredService<GroupGuardDialog>(), all.GetRequiredService<CareDialog>()));
        return services;
    }

    private static IServiceCollection AddHandlers(this IServiceCollection services)
    {
        services.AddSingleton<TurnHandler>();
        services.AddSingleton<OutboxDeliveryHandler>();
        services.AddSingleton<OutboxReconcileHandler>();
        services.AddSingleton<DueSweepHandler>();
        services.AddSingleton<IDueHandler, CaseSweepHandler>();
        services.AddSingleton<IDueHandler, CircularFanOutHandler>();
        services.AddSingleton<IDueHandler, AnswerReviewHandler>();
        services.AddSingleton<IDueHandler, QuestionExpiryHandler>();
        services.AddSingleton<IDueHandler, LogRetentionHandler>();
        services.AddSingleton<IDueHandler, RecordExpiryHandler>();
        services.AddSingleton<IDueHandler, VisitExpiryHandler>();
        services.AddSingleton<IDueHandler, ChoiceExpiryHandler>();
        services.AddSingleton<IDueHandler, LogCompaction>();
        services.AddSingleton<IDueHandler, GroupOfferExpiryHandler>();
        services.AddSingleton<IDueHandler, OverrideExpiryHandler>();
        services.AddSingleton<IDueHandler, LinkExpiryHandler>();
        services.AddSingleton<IOverrideSource, StoredOverrides>();
        services.AddSingleton<IDueHandler, ReplanHandler>();
        services.AddSingleton<CalendarWatchHandler>();
        services.AddSingleton<IDueHandler>(all => all.GetRequiredService<CalendarWatchHandler>());
        services.AddSingleton<SweepBeatHandler>();
        services.AddSingleton<IDeliveryObserver, CaseFeedbackObserver>();
        return services;
    }
}
