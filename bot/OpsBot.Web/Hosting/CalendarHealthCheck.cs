using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpsBot.Core.Changes;
using OpsBot.Core.Texts;
using OpsBot.Core.WorkTime;
using OpsBot.Core.WorkTime.Amendments;

namespace OpsBot.Web.Hosting;

/// <summary>Says when next year's paper is missing, by the bot's clock; degraded when days must be guessed soon, or a stored paper does not count.</summary>
internal sealed class CalendarHealthCheck(HoursBook hours, CalendarWatchRules rules, ServedTenants tenants, TimeProvider clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        HoursEdition edition;
        try
        {
            edition = await hours.OfAsync(tenants.All[0], cancellationToken);
        }
        catch (StoreUnavailableException failure)
        {
            return HealthCheckResult.Unhealthy(failure.Message, failure);
        }
        var today = edition.Hours.Territory.LocalDate(clock.GetUtcNow());
        var data = new Dictionary<string, object> { ["edition"] = edition.Number, ["today"] = today };
        if (edition.LeftOut.Count > 0)
            return HealthCheckResult.Degraded(CalendarTexts.HealthLeftOut(edition.LeftOut), data: data);
        if (CalendarWatch.MissingYear(edition.Hours.Territory.Plan.Calendar, rules, today) is not { } year)
            return HealthCheckResult.Healthy(CalendarTexts.HealthSettled(today.Year), data);
        data["missingYear"] = year;
        return CalendarWatch.IsDegraded(year, rules, today)
            ? HealthCheckResult.Degraded(CalendarTexts.HealthMissing(year), data: data)
            : HealthCheckResult.Healthy(CalendarTexts.HealthMissing(year), data);
    }
}
