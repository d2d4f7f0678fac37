using OpsBot.Core.Complaints;
using OpsBot.Core.Delivery;
using OpsBot.Core.Delivery.Reading;
using OpsBot.Core.GroupGuard;
using OpsBot.Core.Overrides;
using OpsBot.Core.WorkTime;

namespace OpsBot.Simulation;

/// <summary>The real rules that the simulated bot follows.</summary>
/// <param name="WorkTimeFiles">File name and text of the calendar pack; the bot and the judge read them each in its own way.</param>
/// <param name="PersonalHours">How far people may narrow their hours.</param>
/// <param name="Delivery">Budgets and rates.</param>
/// <param name="Deadlines">Time limits.</param>
/// <param name="Taxonomy">Categories.</param>
/// <param name="Overrides">Grounds for sending at any hour.</param>
/// <param name="Reading">How read state is counted.</param>
/// <param name="Guard">Rules of the group guard.</param>
/// <param name="Classifier">Tells an assignment from other words.</param>
public sealed record SimulationPacks(
    IReadOnlyDictionary<string, string> WorkTimeFiles,
    PersonalHoursRules PersonalHours,
    DeliveryRules Delivery,
    DeadlineRules Deadlines,
    Taxonomy Taxonomy,
    OverrideRules Overrides,
    ReadRules Reading,
    GuardRules Guard,
    MessageClassifier Classifier);
