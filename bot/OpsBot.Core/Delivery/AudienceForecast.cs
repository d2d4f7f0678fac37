using OpsBot.Core.WorkTime;

namespace OpsBot.Core.Delivery;

/// <summary>When one message to several people is delivered, to each in that person's own hours, to tell its sender.</summary>
/// <param name="People">How many recipients.</param>
/// <param name="First">Of whoever gets it first.</param>
/// <param name="Next">Of the earliest among those who get it later than the first; that of all when there is none.</param>
/// <param name="Last">Of whoever gets it last.</param>
/// <param name="Later">How many get it later than the first.</param>
/// <param name="MissingPaperYear">The year whose missing paper may still move one of these days; null: all settled.</param>
/// <param name="UtcOffset">In which its sender reads.</param>
public sealed record AudienceForecast(
    int People, DeliveryForecast First, DeliveryForecast Next, DeliveryForecast Last, int Later, int? MissingPaperYear, TimeSpan UtcOffset)
{
    /// <summary>Asks the gate once for each kind of hours. Null: there is nobody.</summary>
    /// <param name="class">The message's class.</param>
    /// <param name="recipients">The hours of each recipient; people with the same hours share one object.</param>
    /// <param name="now">When it is queued.</param>
    public static AudienceForecast? Of(MessageClass @class, IEnumerable<QuietHours> recipients, DateTimeOffset now)
    {
        var kinds = recipients.CountBy(hours => hours)
            .Select(kind => (Hours: kind.Key, People: kind.Value, Forecast: DeliveryForecast.Of(@class, kind.Key, now)))
            .OrderBy(kind => kind.Forecast.From)
            .ToArray();
        if (kinds.Length == 0)
            return null;
        var (first, last) = (kinds[0].Forecast, kinds[^1].Forecast);
        var later = kinds.Where(kind => kind.Forecast.From > first.From).ToArray();
        return new AudienceForecast(
            kinds.Sum(kind => kind.People),
            first,
            later.Length > 0 ? later[0].Forecast : last,
            last,
            later.Sum(kind => kind.People),
            kinds.Select(kind => kind.Hours.MissingPaperYear(now, kind.Forecast.From)).FirstOrDefault(year => year is not null),
            kinds[0].Hours.Plan.Schedule.UtcOffset);
    }
}
